// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A system call that failed: what was tried, on what, and why.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The system call or operation, such as `open`.
    public var operation: String
    /// What it was tried on, usually a path; may be empty.
    public var path: String
    /// The `errno` it left.
    public var errno: Int32

    /// An error.
    public init(operation: String, path: String, errno: Int32) {
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    /// strerror's words for `errno`.
    public var reason: String {
        var buffer = [CChar](repeating: 0, count: 256)
        // Fails only for an unknown number or a short buffer, and then says so in `buffer`.
        _ = unsafe strerror_r(errno, &buffer, buffer.count)
        let words = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: words, as: UTF8.self)
    }

    /// `PATH: OPERATION: reason`, ending in strerror's words.
    public var description: String {
        path.isEmpty ? "\(operation): \(reason)" : "\(path): \(operation): \(reason)"
    }
}
