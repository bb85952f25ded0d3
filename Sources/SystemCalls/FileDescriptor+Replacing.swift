// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims
import Glibc

/// Small files below an open directory, read and replaced whole.
extension FileDescriptor {
    /// The whole of the regular file `name`; nil when there is none. No link is followed.
    ///
    /// - Parameter limit: The most bytes to accept; a longer file is the error EFBIG.
    public borrowing func contents(
        of name: String, limit: Int
    ) throws(SystemError) -> [UInt8]? {
        guard try status(of: name) != nil else { return nil }
        let file = try open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        guard try file.status().isRegularFile else {
            throw SystemError(operation: "open", path: file.path, errno: EINVAL)
        }
        var bytes: [UInt8] = []
        while true {
            let piece = try file.read(upTo: 1 << 16)
            if piece.isEmpty { return bytes }
            guard bytes.count + piece.count <= limit else {
                throw SystemError(operation: "read", path: file.path, errno: EFBIG)
            }
            bytes += piece
        }
    }

    /// Makes `name` hold `bytes` so that every reader sees the old or the new whole: a temporary
    /// file beside it, then a rename.
    ///
    /// - Parameters:
    ///   - mode: The permissions, whatever the umask.
    ///   - isDurable: Whether the bytes and the name are on stable storage afterwards, so that a
    ///     power loss leaves the old or the new whole, too.
    public borrowing func replaceContents(
        of name: String, with bytes: [UInt8], mode: UInt32 = 0o640, isDurable: Bool = true
    ) throws(SystemError) {
        let temporary = "\(name).tmp"
        do {
            let file = try open(
                temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, mode: mode)
            try file.setPermissions(mode)
            try file.writeAll(bytes)
            if isDurable { try file.sync() }
        }
        try rename(temporary, to: name)
        if isDurable { try sync() }
    }

    /// A file in memory that holds `bytes` and is read from its beginning, numbered 3 or more. The
    /// corresponding C function is `memfd_create`.
    static func inMemory(_ bytes: [UInt8], name: String) throws(SystemError) -> FileDescriptor {
        let made = try retry("memfd_create", name) { unsafe feedwatch_memory_file(name) }
        let file = try FileDescriptor(owning: made, path: name).raised()
        try file.writeAll(bytes)
        let raw = file.rawValue
        _ = try retry("lseek", name) { lseek(raw, 0, SEEK_SET) }
        return file
    }

    /// The same file under a number from 3 up: 0, 1 and 2, where they were closed at the start,
    /// are what a child's standard streams are put in place of.
    consuming func raised() throws(SystemError) -> FileDescriptor {
        rawValue > 2 ? self : try FileDescriptor.duplicate(of: rawValue, path: path)
    }
}
