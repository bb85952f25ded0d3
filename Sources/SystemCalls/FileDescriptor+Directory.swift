// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Operations on names below an open directory: they reach what is below it even when the
/// directory is renamed meanwhile, and do not follow links.
extension FileDescriptor {
    /// What is at `name` in this directory, itself when it is a link; nil when nothing is.
    /// The corresponding C function is `fstatat`.
    public borrowing func status(of name: String) throws(SystemError) -> FileStatus? {
        var status = stat()
        if unsafe fstatat(rawValue, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
            return FileStatus(status)
        }
        if errno == ENOENT { return nil }
        throw SystemError(operation: "stat", path: "\(path)/\(name)", errno: errno)
    }

    /// Makes a directory in this one; whatever has the name already is no error.
    ///
    /// - Returns: Whether it was made now. The corresponding C function is `mkdirat`.
    @discardableResult
    public borrowing func makeDirectory(
        _ name: String, mode: UInt32 = 0o750
    ) throws(SystemError) -> Bool {
        if unsafe mkdirat(rawValue, name, mode) == 0 { return true }
        if errno == EEXIST { return false }
        throw SystemError(operation: "mkdir", path: "\(path)/\(name)", errno: errno)
    }

    /// Renames within this directory; what was at `new` is replaced in one step.
    /// The corresponding C function is `renameat`.
    public borrowing func rename(_ old: String, to new: String) throws(SystemError) {
        guard unsafe renameat(rawValue, old, rawValue, new) == 0 else {
            throw SystemError(operation: "rename", path: "\(path)/\(old)", errno: errno)
        }
    }

    /// Removes a name that is no directory's. The corresponding C function is `unlinkat`.
    public borrowing func remove(_ name: String) throws(SystemError) {
        guard unsafe unlinkat(rawValue, name, 0) == 0 else {
            throw SystemError(operation: "unlink", path: "\(path)/\(name)", errno: errno)
        }
    }

    /// Removes a directory if it is empty; says whether it was.
    public borrowing func removeEmptyDirectory(_ name: String) throws(SystemError) -> Bool {
        if unsafe unlinkat(rawValue, name, AT_REMOVEDIR) == 0 { return true }
        if errno == ENOTEMPTY || errno == EEXIST || errno == ENOENT { return false }
        throw SystemError(operation: "rmdir", path: "\(path)/\(name)", errno: errno)
    }

    /// The names in this directory, sorted bytewise, without `.` and `..`; a name that is not
    /// UTF-8 is left out.
    public borrowing func names() throws(SystemError) -> [String] {
        // A descriptor of its own, for closedir closes it; opened anew, for a duplicate would
        // share the place of reading.
        let copy = unsafe openat(rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = unsafe fdopendir(copy) else {
            let error = SystemError(operation: "opendir", path: path, errno: errno)
            if copy >= 0 { _ = close(copy) }
            throw error
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
                    unsafe String(validatingCString: $0)
                }
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Sets the permission bits, whatever the umask is. The corresponding C function is `fchmod`.
    public borrowing func setPermissions(_ mode: UInt32) throws(SystemError) {
        guard fchmod(rawValue, mode) == 0 else {
            throw SystemError(operation: "chmod", path: path, errno: errno)
        }
    }

    /// Reads into `buffer` from `offset`; fewer bytes than fit only at the end of the file.
    /// The corresponding C function is `pread`.
    public borrowing func read(
        at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int {
        var got = 0
        while got < buffer.count {
            let (raw, path, done) = (rawValue, path, got)
            let count = try retry("pread", path) {
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
                return unsafe pread(raw, rest.baseAddress, rest.count, Int(offset) + done)
            }
            if count == 0 { break }
            got += count
        }
        return got
    }
}
