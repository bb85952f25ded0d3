// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// Reads one file after the other into the same memory.
struct DocumentReader {
    private var buffer: [UInt8] = []
    private var count = 0

    /// The most bytes of one document: what a feed may have, many times over.
    private static let limit = 256 << 20

    /// Reads the whole file at `path`; `-` is standard input.
    mutating func read(_ path: String) throws(SystemError) {
        let file =
            path == "-"
            ? try FileDescriptor.duplicate(of: 0, path: "standard input")
            : try FileDescriptor.open(path, O_RDONLY)
        // One byte more than the file has, so that its end is seen without growing.
        let wanted = Int(clamping: min(try file.status().size, Int64(Self.limit))) + 1
        grow(to: max(wanted, 1 << 16))
        count = 0
        while true {
            let from = count
            let got = try unsafe buffer.withUnsafeMutableBufferPointer {
                bytes throws(SystemError) -> Int in
                let room = unsafe UnsafeMutableBufferPointer(rebasing: bytes[from...])
                return try unsafe file.read(into: UnsafeMutableRawBufferPointer(room))
            }
            if got == 0 { return }
            count += got
            guard count <= Self.limit else {
                throw SystemError(operation: "read", path: path, errno: EFBIG)
            }
            if count == buffer.count { grow(to: 2 * count) }
        }
    }

    /// Calls `body` with what was read last; the pointer is valid for the call only.
    func withBytes<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try unsafe buffer.withUnsafeBufferPointer {
            try unsafe body(UnsafeBufferPointer(rebasing: $0[..<count]))
        }
    }

    private mutating func grow(to size: Int) {
        guard size > buffer.count else { return }
        buffer.append(contentsOf: repeatElement(0, count: size - buffer.count))
    }
}
