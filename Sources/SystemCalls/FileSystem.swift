// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims  // fcntl.h, which it includes, declares `stat` as well
import Glibc

/// Operations on paths.
public enum FileSystem: Sendable {
    /// What is at `path`; nil when nothing is. Symbolic links are followed unless told otherwise.
    public static func status(
        of path: String, followingLinks: Bool = true
    ) throws(SystemError) -> FileStatus? {
        var status = stat()
        let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
        if result == 0 { return FileStatus(status) }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw SystemError(operation: "stat", path: path, errno: errno)
    }

    /// The directory that relative paths count from. The corresponding C function is `getcwd`.
    public static func currentDirectory() throws(SystemError) -> String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard unsafe getcwd(&path, path.count) != nil else {
            throw SystemError(operation: "getcwd", path: "", errno: errno)
        }
        return String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The whole of the regular file at `path`, opened without blocking.
    ///
    /// - Parameter limit: The most bytes to accept; a longer file is the error EFBIG.
    public static func contents(of path: String, limit: Int) throws(SystemError) -> [UInt8] {
        let file = try FileDescriptor.open(path, O_RDONLY | O_NONBLOCK)
        guard try file.status().isRegularFile else {
            throw SystemError(operation: "open", path: path, errno: EINVAL)
        }
        var bytes: [UInt8] = []
        while true {
            let piece = try file.read(upTo: 1 << 16)
            if piece.isEmpty { return bytes }
            guard bytes.count + piece.count <= limit else {
                throw SystemError(operation: "read", path: path, errno: EFBIG)
            }
            bytes += piece
        }
    }

    /// The names in the directory at `path`, sorted bytewise, without `.` and `..`.
    public static func entries(of path: String) throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(path) else {
            throw SystemError(operation: "opendir", path: path, errno: errno)
        }
        defer { _ = unsafe closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                guard errno == 0 else {
                    throw SystemError(operation: "readdir", path: path, errno: errno)
                }
                break
            }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                // d_name ends in NUL within its array (readdir(3)).
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// Makes a directory; one that is there already is no error.
    ///
    /// - Returns: Whether it was made now.
    @discardableResult
    public static func makeDirectory(
        _ path: String, mode: UInt32 = 0o750
    ) throws(SystemError) -> Bool {
        if unsafe mkdir(path, mode) == 0 { return true }
        if errno == EEXIST, try status(of: path)?.isDirectory == true { return false }
        throw SystemError(operation: "mkdir", path: path, errno: errno)
    }

    /// Makes a directory and all above it that are missing.
    public static func makeDirectories(_ path: String, mode: UInt32 = 0o750) throws(SystemError) {
        var prefix = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            prefix += prefix.isEmpty || prefix == "/" ? String(part) : "/\(part)"
            try makeDirectory(prefix, mode: mode)
        }
    }

    /// Puts the names in the directory at `path` on stable storage.
    public static func syncDirectory(_ path: String) throws(SystemError) {
        try FileDescriptor.open(path, O_RDONLY | O_DIRECTORY).sync()
    }

    /// Renames; what was at `new` is replaced in one step. The C function is `rename`.
    public static func rename(_ old: String, to new: String) throws(SystemError) {
        guard unsafe Glibc.rename(old, new) == 0 else {
            throw SystemError(operation: "rename", path: old, errno: errno)
        }
    }

    /// Removes a name. The corresponding C function is `unlink`.
    public static func remove(_ path: String) throws(SystemError) {
        guard unsafe unlink(path) == 0 else {
            throw SystemError(operation: "unlink", path: path, errno: errno)
        }
    }

    /// Replaces the file at `path` by `bytes` so that a crash leaves the old or the new one whole:
    /// temporary file beside it, write, fsync, rename, fsync of the directory.
    public static func replaceContents(
        of path: String, with bytes: [UInt8], mode: UInt32 = 0o640
    ) throws(SystemError) {
        let temporary = "\(path).tmp"
        do {
            let file = try FileDescriptor.open(
                temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: mode)
            try file.writeAll(bytes)
            try file.sync()
        }
        try rename(temporary, to: path)
        try syncDirectory(directory(of: path))
    }

    /// The path of the directory that holds `path`.
    public static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
