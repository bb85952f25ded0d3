// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// A regular file below the store's directory that is open for writing.
struct StoreFile: ~Copyable, Sendable {
    let descriptor: FileDescriptor
    /// The path below the store's directory.
    let path: String
    let operations: FileOperations

    /// Writes all of `bytes`, with one call where the kernel takes it. What it takes only in part
    /// is tried once more, for the second call says why (ENOSPC comes as a short write first).
    func write(_ bytes: [UInt8]) throws(StoreError) {
        try unsafe bytes.withUnsafeBufferPointer { all throws(StoreError) in
            try unsafe write(UnsafeRawBufferPointer(all))
        }
    }

    /// Writes all of `bytes`, as the other does.
    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        var written = 0
        while written < bytes.count {
            let first = written
            written += try checked { () throws(SystemError) -> Int in
                let rest = bytes.count - first
                let count = try operations.pass(.write(path, bytes: rest)) ?? rest
                let piece = unsafe bytes[first..<first + min(count, rest)]
                return try unsafe descriptor.writeOnce(UnsafeRawBufferPointer(rebasing: piece))
            }
        }
    }

    /// Puts what was written on stable storage. A failure is final: the kernel reports it once and
    /// forgets which pages were not written.
    func sync() throws(StoreError) {
        do {
            try operations.pass(.syncFile(path))
            try descriptor.syncData()
        } catch {
            throw StoreError(.notDurable, path: error.path, system: error)
        }
    }

    func truncate(to length: Int64) throws(StoreError) {
        try checked { () throws(SystemError) in
            try operations.pass(.truncate(path, length: length))
            try descriptor.truncate(to: length)
        }
    }

    /// Whether the file is empty or its last byte is a line feed.
    func endsInLineFeed() throws(StoreError) -> Bool {
        let last = try checked { () throws(SystemError) in
            let size = try descriptor.status().size
            return size == 0 ? [UInt8(ascii: "\n")] : try descriptor.read(upTo: 1, at: size - 1)
        }
        return last.first == UInt8(ascii: "\n")
    }

    /// Takes the file for this process: its writer, or whoever repairs, compresses or removes it.
    /// Given back when the file is closed. False when another has it.
    func tryLock() throws(StoreError) -> Bool {
        try checked { () throws(SystemError) in
            try operations.pass(.lock(path))
            return try descriptor.tryLock()
        }
    }

    func status() throws(StoreError) -> FileStatus {
        try checked { () throws(SystemError) in try descriptor.status() }
    }
}

/// Runs system calls, and says their errors in the store's words.
func checked<Result: ~Copyable>(
    _ body: () throws(SystemError) -> Result
) throws(StoreError) -> Result {
    do {
        return try body()
    } catch {
        throw StoreError(error)
    }
}
