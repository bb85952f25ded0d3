// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Glibc
internal import SystemCalls

/// A day's segment that is open for appending.
struct OpenSegment: ~Copyable, Sendable {
    let name: SegmentName
    private let folder: StoreFolder
    let file: StoreFile
    private let identity: FileStatus
    /// The bytes of whole batches: what a failed one is cut back to.
    private(set) var durable: Int64
    /// The bytes that there are, those of a batch that is not synced yet included.
    private(set) var length: Int64

    /// Opens the segment, names first: every directory and then the empty file are made and synced
    /// before the first line, so that after the line nothing may fail but its own sync.
    static func open(
        _ name: SegmentName, in store: borrowing StoreDirectory, durable: inout Set<String>
    ) throws(StoreError) -> OpenSegment {
        let folder = try store.makeFolder(name.directories, durable: &durable)
        let file = try lockedFile(name, in: folder, of: store)
        if !durable.contains(file.path) {
            try folder.sync()
            durable.insert(file.path)
        }
        let status = try file.status()
        return OpenSegment(name: name, folder: folder, file: file, status: status)
    }

    /// The file, taken for this process. Whoever repairs or compresses it has it for the moment
    /// that takes, and then another file may have the name.
    private static func lockedFile(
        _ name: SegmentName, in folder: borrowing StoreFolder, of store: borrowing StoreDirectory
    ) throws(StoreError) -> StoreFile {
        for _ in 0..<lockTriesMax {
            try SegmentCompression.expand(name, in: folder, of: store)
            let file = try folder.makeFile(name.file)
            guard try file.tryLock(), try folder.leads(name.file, to: file) else {
                SystemClock.sleep(milliseconds: lockPauseMilliseconds)
                continue
            }
            let isNew = try file.status().size == 0
            guard isNew, try folder.status(of: name.compressedFile) != nil else { return file }
            // It was compressed between the two calls: what was made now would hide it.
            try folder.remove(name.file)
        }
        let path = folder.path(of: name.file)
        throw StoreError(SystemError(operation: "flock", path: path, errno: EWOULDBLOCK))
    }

    /// Two seconds, in which a segment of a gigabyte is rewritten.
    private static let lockTriesMax = 100
    private static let lockPauseMilliseconds: Int32 = 20

    private init(
        name: SegmentName, folder: consuming StoreFolder, file: consuming StoreFile,
        status: FileStatus
    ) {
        self.name = name
        self.folder = folder
        self.file = file
        identity = status
        durable = status.size
        length = status.size
    }

    /// Whether the name still leads to this file and nobody else has changed its length.
    func isUntouched() throws(StoreError) -> Bool {
        let now = try folder.status(of: name.file)
        return now?.inode == identity.inode && now?.device == identity.device
            && now?.size == durable
    }

    /// Appends `bytes`, whole lines, with one write.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(StoreError) {
        try unsafe file.write(UnsafeRawBufferPointer(bytes))
        length += Int64(bytes.count)
    }

    /// Puts what was appended on stable storage.
    func sync() throws(StoreError) {
        if length > durable { try file.sync() }
    }

    /// The batch is on stable storage, in every file.
    mutating func settle() { durable = length }

    /// Takes the batch back, whatever of it was written.
    mutating func cutBack() throws(StoreError) {
        try file.truncate(to: durable)
        length = durable
    }
}
