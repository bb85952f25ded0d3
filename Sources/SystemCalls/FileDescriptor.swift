// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims
import Glibc

/// An open file descriptor, closed when it goes out of scope. Every call repeats itself on EINTR
/// where POSIX lets it, and throws what the kernel said.
///
/// A descriptor stays on the thread that uses it or is handed over whole; nothing here locks.
public struct FileDescriptor: ~Copyable, Sendable {
    /// The number the kernel knows it by; valid while this value lives.
    public let rawValue: Int32
    /// What was opened, for messages.
    public let path: String

    /// Takes over a descriptor that is open and that nobody else closes.
    public init(owning rawValue: Int32, path: String) {
        self.rawValue = rawValue
        self.path = path
    }

    deinit {
        // What close(2) reports here, nobody can mend: data that must last was synced before.
        _ = close(rawValue)
    }

    /// A descriptor of its own for standard error. The C call is `fcntl(2, F_DUPFD_CLOEXEC)`.
    public static func standardError() throws(SystemError) -> FileDescriptor {
        let raw = try retry("fcntl", "standard error") { fcntl(2, F_DUPFD_CLOEXEC, 3) }
        return FileDescriptor(owning: raw, path: "standard error")
    }

    /// Opens `path` relative to the working directory. The corresponding C function is `openat`.
    ///
    /// O_CLOEXEC is always set.
    public static func open(
        _ path: String, _ flags: Int32, mode: UInt32 = 0o640
    ) throws(SystemError) -> FileDescriptor {
        let raw = try retry("open", path) {
            unsafe feedwatch_openat(AT_FDCWD, path, flags | O_CLOEXEC, mode)
        }
        return FileDescriptor(owning: raw, path: path)
    }

    /// Opens `name` below this directory. The corresponding C function is `openat`.
    public borrowing func open(
        _ name: String, _ flags: Int32, mode: UInt32 = 0o640
    ) throws(SystemError) -> FileDescriptor {
        let full = "\(path)/\(name)"
        let directory = rawValue
        let raw = try retry("open", full) {
            unsafe feedwatch_openat(directory, name, flags | O_CLOEXEC, mode)
        }
        return FileDescriptor(owning: raw, path: full)
    }

    /// Reads at most `count` bytes; none at the end. The corresponding C function is `read`.
    public borrowing func read(upTo count: Int) throws(SystemError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let (raw, path) = (rawValue, path)
        let got = try retry("read", path) { unsafe Glibc.read(raw, &buffer, count) }
        buffer.removeLast(count - got)
        return buffer
    }

    /// Reads into `buffer`: how many bytes, none at the end. The corresponding C function is `read`.
    public borrowing func read(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        let (raw, path) = (rawValue, path)
        return try retry("read", path) {
            unsafe Glibc.read(raw, buffer.baseAddress, buffer.count)
        }
    }

    /// Reads at most `count` bytes from `offset`. The corresponding C function is `pread`.
    public borrowing func read(upTo count: Int, at offset: Int64) throws(SystemError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let (raw, path) = (rawValue, path)
        let got = try retry("pread", path) { unsafe pread(raw, &buffer, count, Int(offset)) }
        buffer.removeLast(count - got)
        return buffer
    }

    /// One `write(2)`: how many of `bytes` the kernel took, which may be fewer than all.
    public borrowing func writeOnce(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        let (raw, path) = (rawValue, path)
        return try retry("write", path) {
            unsafe Glibc.write(raw, bytes.baseAddress, bytes.count)
        }
    }

    /// Writes all of `bytes`, in as many calls as it takes.
    public borrowing func writeAll(_ bytes: [UInt8]) throws(SystemError) {
        try unsafe bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
            try unsafe writeAll(bytes)
        }
    }

    /// Writes all of `bytes`, in as many calls as it takes; the pointer is used during the call only.
    public borrowing func writeAll(_ bytes: UnsafeBufferPointer<UInt8>) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let rest = unsafe UnsafeBufferPointer(rebasing: bytes[written...])
            let (raw, path) = (rawValue, path)
            written += try retry("write", path) {
                unsafe Glibc.write(raw, rest.baseAddress, rest.count)
            }
        }
    }

    /// Puts data and metadata on stable storage. Not repeated on any error: after a failure the
    /// kernel forgets which pages were dirty (DURABILITY: never sync again and believe it).
    public borrowing func sync() throws(SystemError) {
        guard fsync(rawValue) == 0 else {
            throw SystemError(operation: "fsync", path: path, errno: errno)
        }
    }

    /// Puts data, and the metadata needed to read it, on stable storage; like `sync` never repeated.
    public borrowing func syncData() throws(SystemError) {
        guard fdatasync(rawValue) == 0 else {
            throw SystemError(operation: "fdatasync", path: path, errno: errno)
        }
    }

    /// Cuts or extends the file to `length` bytes. The corresponding C function is `ftruncate`.
    public borrowing func truncate(to length: Int64) throws(SystemError) {
        let (raw, path) = (rawValue, path)
        _ = try retry("ftruncate", path) { ftruncate(raw, Int(length)) }
    }

    /// What the kernel knows of the file. The corresponding C function is `fstat`.
    public borrowing func status() throws(SystemError) -> FileStatus {
        var status = stat()
        guard unsafe fstat(rawValue, &status) == 0 else {
            throw SystemError(operation: "fstat", path: path, errno: errno)
        }
        return FileStatus(status)
    }

    /// Tries to take the exclusive advisory lock; false when another process has it.
    public borrowing func tryLock() throws(SystemError) -> Bool {
        do {
            let (raw, path) = (rawValue, path)
            _ = try retry("flock", path) { feedwatch_flock(raw, LOCK_EX | LOCK_NB) }
            return true
        } catch  where error.errno == EWOULDBLOCK {
            return false
        }
    }
}

/// What `stat` says of a file, as far as it is used here.
public struct FileStatus: Sendable, Equatable {
    /// The length in bytes.
    public var size: Int64
    /// Whether it is a regular file.
    public var isRegularFile: Bool
    /// Whether it is a directory.
    public var isDirectory: Bool
    /// The permission bits.
    public var permissions: UInt32
    /// The user that owns it.
    public var owner: UInt32
    /// How many names it has; none once it was removed.
    public var linkCount: UInt64
    /// The inode, unique on its device.
    public var inode: UInt64
    /// The device.
    public var device: UInt64
    /// The last change of the content, in milliseconds since the epoch.
    public var modifiedMilliseconds: Int64

    init(_ status: stat) {
        size = Int64(status.st_size)
        isRegularFile = status.st_mode & S_IFMT == S_IFREG
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
        permissions = UInt32(status.st_mode & 0o7777)
        owner = status.st_uid
        linkCount = UInt64(status.st_nlink)
        inode = UInt64(status.st_ino)
        device = UInt64(status.st_dev)
        modifiedMilliseconds =
            Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
    }
}

/// Calls `body` until it is not interrupted by a signal, and throws what made it give -1.
func retry<Result: SignedInteger>(
    _ operation: String, _ path: String, _ body: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = body()
        if result >= 0 { return result }
        let code = errno
        if code != EINTR {
            throw SystemError(operation: operation, path: path, errno: code)
        }
    }
}
