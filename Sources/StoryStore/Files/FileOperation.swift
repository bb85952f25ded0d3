// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// A change that the writer is about to make, with paths below the store's directory.
enum FileOperation: Sendable, Equatable {
    case makeDirectory(String)
    case openFile(String)
    case setPermissions(String)
    case lock(String)
    case write(String, bytes: Int)
    case syncFile(String)
    case syncDirectory(String)
    case truncate(String, length: Int64)
    case rename(String, to: String)
    case remove(String)
}

/// Asked before each change, so that tests can make it fail, cut a write short (the number of
/// bytes to write is returned), or take note of what is on stable storage by now. None in
/// production.
typealias FileGate = @Sendable (FileOperation) throws(SystemError) -> Int?

/// The gate, if there is one.
struct FileOperations: Sendable {
    var gate: FileGate?

    /// - Returns: How many bytes of a write to let through; nil for all.
    @discardableResult
    func pass(_ operation: @autoclosure () -> FileOperation) throws(SystemError) -> Int? {
        guard let gate else { return nil }
        return try gate(operation())
    }
}
