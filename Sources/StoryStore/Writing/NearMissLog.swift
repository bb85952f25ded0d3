// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import Glibc
internal import SystemCalls

/// DIR/near-misses.log: what nearly matched, for whoever tunes topics.
///
/// It is opened for each call, so it may be moved away at any time, and it is never synced: after a
/// crash some lines may be missing.
public struct NearMissLog: Sendable {
    static let name = "near-misses.log"
    /// Lines older than this many bytes are not looked at: a day has at most 100,000 lines.
    private static let mostRead: Int64 = 64 << 20

    private let directory: String
    private let gate: FileGate?

    /// The log of the store in `directory`.
    public init(directory: String) {
        self.init(directory: directory, gate: nil)
    }

    init(directory: String, gate: FileGate?) {
        self.directory = directory
        self.gate = gate
    }

    /// How many lines of `day` the file has; none where there is no file.
    public func count(on day: CivilDay) throws(StoreError) -> Int {
        let store = try StoreDirectory(path: directory, gate: gate)
        guard let file = try store.root.file(Self.name, flags: O_RDONLY) else { return 0 }
        let wanted = Array(day.start.rfc3339(fraction: false).utf8.prefix(10))
        var offset = max(0, try file.status().size - Self.mostRead)
        var count = 0
        var beginning: [UInt8] = []
        while true {
            let from = offset
            let piece = try checked { () throws(SystemError) in
                try file.descriptor.read(upTo: 1 << 20, at: from)
            }
            if piece.isEmpty { return count }
            offset += Int64(piece.count)
            for byte in piece {
                if byte == UInt8(ascii: "\n") {
                    if beginning == wanted { count += 1 }
                    beginning.removeAll(keepingCapacity: true)
                } else if beginning.count < wanted.count {
                    beginning.append(byte)
                }
            }
        }
    }

    /// Appends whole lines; on an error none of them is there, as far as that can be had.
    public func append(_ lines: [UInt8]) throws(StoreError) {
        let store = try StoreDirectory(path: directory, gate: gate)
        let file = try store.root.makeFile(Self.name)
        let size = try file.status().size
        // What a full disk or a kill left of a line ends here.
        let bytes = try file.endsInLineFeed() ? lines : [UInt8(ascii: "\n")] + lines
        do {
            try file.write(bytes)
        } catch {
            try? file.truncate(to: size)
            throw error
        }
    }
}
