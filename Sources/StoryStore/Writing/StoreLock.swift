// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import SystemCalls

/// The lock of the one process that writes: `flock` on DIR/lock, its id inside. The kernel lets go
/// when the process ends, however it ends; the file is never removed, for then two could each hold
/// a lock on another file of that name.
struct StoreLock: ~Copyable, Sendable {
    private let file: StoreFile

    init(in root: borrowing StoreFolder) throws(StoreError) {
        let file = try root.makeFile("lock", flags: O_RDWR)
        guard try file.tryLock() else {
            throw StoreError(
                .inUse(processID: try Self.processID(in: file)), path: file.descriptor.path)
        }
        let bytes = Array("\(ProcessIdentity.processID)\n".utf8)
        try file.write(bytes)
        try file.truncate(to: Int64(bytes.count))
        self.file = file
    }

    private static func processID(in file: borrowing StoreFile) throws(StoreError) -> Int32? {
        let bytes = try checked { () throws(SystemError) in
            try file.descriptor.read(upTo: 32, at: 0)
        }
        return Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
