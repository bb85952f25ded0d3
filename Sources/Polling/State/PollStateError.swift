// SPDX-License-Identifier: Apache-2.0

import SystemCalls

/// An operation on the state file that failed.
public struct PollStateError: Error, Sendable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// What was tried.
    public var operation: String
    /// SQLite's extended result code, or the negated `errno` of a system call.
    public var code: Int32
    /// SQLite's words, or strerror's.
    public var message: String

    init(path: String, operation: String, code: Int32, message: String) {
        self.path = path
        self.operation = operation
        self.code = code
        self.message = message
    }

    init(_ error: SystemError) {
        self.init(
            path: error.path, operation: error.operation, code: -error.errno,
            message: error.reason)
    }

    /// `PATH: OPERATION: words`.
    public var description: String { "\(path): \(operation): \(message)" }
}
