// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import SystemCalls

/// The store's directory: every file of the store is reached from here, level by level.
struct StoreDirectory: ~Copyable, Sendable {
    let root: StoreFolder

    /// Opens the directory at `path`, which must be there.
    init(path: String, gate: FileGate? = nil) throws(StoreError) {
        do {
            root = StoreFolder(
                descriptor: try FileDescriptor.open(path, O_RDONLY | O_DIRECTORY), path: "",
                operations: FileOperations(gate: gate))
        } catch  where error.errno == ENOENT {
            throw StoreError(.notFound, path: path)
        } catch  where error.errno == ENOTDIR {
            throw StoreError(.notDirectory, path: path)
        } catch {
            throw StoreError(error)
        }
    }

    /// Throws unless the directory is this user's own.
    func checkOwner() throws(StoreError) {
        let owner = try checked { () throws(SystemError) in try root.descriptor.status().owner }
        guard owner == ProcessIdentity.effectiveUserID else {
            throw StoreError(.notOwner, path: root.descriptor.path)
        }
    }

    /// Makes the directory at `path` and what is missing above it, and puts the names on stable
    /// storage.
    static func make(at path: String, gate: FileGate?) throws(StoreError) {
        let found = try checked { () throws(SystemError) in try FileSystem.status(of: path) }
        if let found {
            guard found.isDirectory else {
                throw StoreError(SystemError(operation: "mkdir", path: path, errno: ENOTDIR))
            }
            return
        }
        let parent = FileSystem.directory(of: path)
        if parent != path { try make(at: parent, gate: gate) }
        let operations = FileOperations(gate: gate)
        try checked { () throws(SystemError) in
            try operations.pass(.makeDirectory(path))
            try FileSystem.makeDirectory(path, mode: StoreFolder.folderMode)
            try operations.pass(.syncDirectory(parent))
            try FileSystem.syncDirectory(parent)
        }
    }

    /// The directory at `parts`; nil when it is not there.
    func folder(_ parts: [String]) throws(StoreError) -> StoreFolder? {
        guard let first = parts.first, var current = try root.folder(first) else { return nil }
        for part in parts.dropFirst() {
            guard let next = try current.folder(part) else { return nil }
            current = next
        }
        return current
    }

    /// The directory at `parts`, made where it is missing. Each name is synced in its parent
    /// unless `durable` has it: a process does so once for every name, even for one that it finds,
    /// for the process that made it may have died before its sync.
    func makeFolder(
        _ parts: [String], durable: inout Set<String>
    ) throws(StoreError) -> StoreFolder {
        guard let first = parts.first else { throw StoreError(.notFound, path: "") }
        var current = try root.makeFolder(first)
        if !durable.contains(current.path) {
            try root.sync()
            durable.insert(current.path)
        }
        for part in parts.dropFirst() {
            let next = try current.makeFolder(part)
            if !durable.contains(next.path) {
                try current.sync()
                durable.insert(next.path)
            }
            current = next
        }
        return current
    }
}
