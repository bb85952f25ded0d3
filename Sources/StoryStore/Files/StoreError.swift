// SPDX-License-Identifier: Apache-2.0

internal import Glibc
package import SystemCalls

/// Why the store cannot do what was asked.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Sendable, Equatable {
        /// Another process writes to this store; its id, where the lock file tells.
        case inUse(processID: Int32?)
        /// Only the owner of the directory may write.
        case notOwner
        /// There is no store at the path.
        case notFound
        /// What is at the path is no directory.
        case notDirectory
        /// The directory has files that are no store's.
        case foreign
        /// The file FORMAT names a format that this program does not know.
        case unknownFormat
        /// Something stands in the place of a file that is no regular file.
        case notRegularFile
        /// Whoever opened the store wanted no more of it.
        case interrupted
        /// A system call failed; nothing changed, and trying later may help.
        case system
        /// A sync failed, or what was half written could not be taken back: what is on the disk
        /// is unknown until the store is opened again. Nothing more can be written.
        case notDurable
    }

    /// What kind of failure it is.
    public var code: Code
    /// The file or directory.
    public var path: String
    /// The system call that failed, if one did.
    package var system: SystemError?
    /// The `errno` of the system call that failed; nil where none did.
    public var errno: Int32? { system?.errno }

    init(_ code: Code, path: String, system: SystemError? = nil) {
        self.code = code
        self.path = path
        self.system = system
    }

    /// What a system call said.
    package init(_ system: SystemError) {
        let isNoFile = [ELOOP, ENXIO, EISDIR].contains(system.errno)
        self.init(isNoFile ? .notRegularFile : .system, path: system.path, system: system)
    }

    /// Whether the process has to end and begin anew before it may write again.
    public var isFatal: Bool { code == .notDurable }

    /// The exit status (sysexits.h) of a program that ends because of this.
    public var exitStatus: Int32 {
        switch code {
        case .inUse: 75
        case .notOwner: 77
        case .notFound, .notDirectory: 66
        case .foreign: 73
        case .interrupted: 75
        case .unknownFormat: 78
        case .notRegularFile, .notDurable: 74
        case .system:
            switch system?.errno {
            case EACCES, EPERM: 77
            case EROFS: 73
            default: system?.operation == "mkdir" ? 73 : 74
            }
        }
    }

    /// What is wrong, without the path: for a report that names the file anyhow.
    var what: String {
        switch code {
        case .notRegularFile: "not a regular file"
        default: system.map { "\($0.operation): \($0.reason)" } ?? description
        }
    }

    /// What happened and what to do, ending in strerror's words where a system call failed.
    public var description: String {
        switch code {
        case .inUse(let processID?):
            "\(path): in use by process \(processID); one daemon a store"
        case .inUse(nil): "\(path): in use by another process; one daemon a store"
        case .notOwner: "\(path): only the owner of the store may write to it"
        case .notFound: "\(path): no store; feedwatchd makes one when it starts"
        case .notDirectory: "\(path): not a directory, so no store"
        case .foreign:
            "\(path): not empty, and no store (no file FORMAT); give it a directory of its own"
        case .unknownFormat: "\(path): not the format feedwatch-store 1; a newer program wrote it?"
        case .notRegularFile: "\(path): not a regular file"
        case .interrupted: "\(path): interrupted while it was opened"
        case .system: system?.description ?? path
        case .notDurable:
            "what was written may not be on the disk; restart to recover: "
                + (system?.description ?? path)
        }
    }
}
