// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import SystemCalls

/// An open directory of the store. Names are taken in it without following links; what is made
/// gets the store's permissions whatever the umask.
struct StoreFolder: ~Copyable, Sendable {
    /// The group reads (SPEC, "What always holds" 3).
    static let folderMode: UInt32 = 0o750
    static let fileMode: UInt32 = 0o640
    /// What unfinished files end in; they are removed when the store is opened for writing.
    static let temporarySuffix = ".tmp"

    let descriptor: FileDescriptor
    /// The path below the store's directory; empty for that itself.
    let path: String
    let operations: FileOperations

    func path(of name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }

    /// The directory `name` in this one; nil when it is not there.
    func folder(_ name: String) throws(StoreError) -> StoreFolder? {
        do {
            return StoreFolder(
                descriptor: try descriptor.open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
                path: path(of: name), operations: operations)
        } catch  where error.errno == ENOENT {
            return nil
        } catch {
            throw StoreError(error)
        }
    }

    /// The directory `name`, made when it is missing. Its name is not synced yet.
    func makeFolder(_ name: String) throws(StoreError) -> StoreFolder {
        if let folder = try folder(name) { return folder }
        try checked { () throws(SystemError) in
            try operations.pass(.makeDirectory(path(of: name)))
            try descriptor.makeDirectory(name, mode: Self.folderMode)
        }
        guard let made = try folder(name) else {
            throw StoreError(.notFound, path: "\(descriptor.path)/\(name)")
        }
        try checked { () throws(SystemError) in
            try operations.pass(.setPermissions(made.path))
            try made.descriptor.setPermissions(Self.folderMode)
        }
        return made
    }

    /// Puts the names in this directory on stable storage. A failure is as final as one of data.
    func sync() throws(StoreError) {
        do {
            try operations.pass(.syncDirectory(path))
            try descriptor.sync()
        } catch {
            throw StoreError(.notDurable, path: error.path, system: error)
        }
    }

    /// The regular file `name`, open for reading and appending; nil when it is not there.
    func file(
        _ name: String, flags: Int32 = O_RDWR | O_APPEND
    ) throws(StoreError) -> StoreFile? {
        do throws(SystemError) {
            // Without O_NONBLOCK a FIFO in the place of the file would wait for its other end.
            let file = try descriptor.open(name, flags | O_NOFOLLOW | O_NONBLOCK)
            guard try file.status().isRegularFile else {
                throw SystemError(operation: "open", path: file.path, errno: ENXIO)
            }
            return StoreFile(descriptor: file, path: path(of: name), operations: operations)
        } catch  where error.errno == ENOENT {
            return nil
        } catch {
            throw StoreError(error)
        }
    }

    /// The regular file `name`, made when it is missing. Its name is not synced yet.
    func makeFile(
        _ name: String, flags: Int32 = O_RDWR | O_APPEND
    ) throws(StoreError) -> StoreFile {
        if let file = try file(name, flags: flags) { return file }
        let made = try checked { () throws(SystemError) -> FileDescriptor in
            try operations.pass(.openFile(path(of: name)))
            return try descriptor.open(
                name, flags | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: Self.fileMode)
        }
        try checked { () throws(SystemError) in
            try operations.pass(.setPermissions(path(of: name)))
            try made.setPermissions(Self.fileMode)
        }
        return StoreFile(descriptor: made, path: path(of: name), operations: operations)
    }

    /// Makes `name` hold what `write` writes: the old or the new whole after any crash. A temporary
    /// file beside it, sync, rename, sync of the directory.
    func replace(
        _ name: String, with write: (borrowing StoreFile) throws(StoreError) -> Void
    ) throws(StoreError) {
        let temporary = name + Self.temporarySuffix
        let file = try makeFile(temporary, flags: O_RDWR | O_APPEND | O_TRUNC)
        do {
            try write(file)
            try file.sync()
            try rename(temporary, to: name)
        } catch {
            // On a full disk it is room that others need; where it cannot go, the next start tries.
            try? remove(temporary)
            throw error
        }
        try sync()
    }

    func rename(_ old: String, to new: String) throws(StoreError) {
        try checked { () throws(SystemError) in
            try operations.pass(.rename(path(of: old), to: path(of: new)))
            try descriptor.rename(old, to: new)
        }
    }

    func remove(_ name: String) throws(StoreError) {
        try checked { () throws(SystemError) in
            try operations.pass(.remove(path(of: name)))
            try descriptor.remove(name)
        }
    }

    /// Removes the directory `name` if it is empty; says whether it was.
    func removeFolderIfEmpty(_ name: String) throws(StoreError) -> Bool {
        try checked { () throws(SystemError) in
            try operations.pass(.remove(path(of: name)))
            return try descriptor.removeEmptyDirectory(name)
        }
    }

    func names() throws(StoreError) -> [String] {
        try checked { () throws(SystemError) in try descriptor.names() }
    }

    /// Whether `name` is a name of `file` now.
    func leads(_ name: String, to file: borrowing StoreFile) throws(StoreError) -> Bool {
        let (named, opened) = (try status(of: name), try file.status())
        return named?.inode == opened.inode && named?.device == opened.device
    }

    func status(of name: String) throws(StoreError) -> FileStatus? {
        try checked { () throws(SystemError) in try descriptor.status(of: name) }
    }
}
