// SPDX-License-Identifier: Apache-2.0

/// Folds texts as QUERY.md section 2 says. One for each thread: it keeps its scratch memory.
public struct TextFolder: Sendable {
    private let foldsHan: Bool
    private let table: FoldTable
    private var folder = ClusterFolder()
    private var cluster: [UInt32] = []

    /// A folder; `foldsHan` makes simplified, traditional and Japanese forms of a character one.
    public init(foldsHan: Bool) {
        self.foldsHan = foldsHan
        table = foldsHan ? .han : .plain
    }

    /// Whether folding deletes `scalar` wherever it stands: soft hyphens, joiners and the like.
    public static func deletes(_ scalar: Unicode.Scalar) -> Bool {
        Ignorable.contains(scalar.value)
    }

    /// Folds `text`, valid UTF-8.
    public mutating func fold(_ text: UnsafeBufferPointer<UInt8>) -> FoldedText {
        var folded = FoldedText()
        unsafe fold(text, into: &folded)
        return folded
    }

    /// Folds `text`, valid UTF-8, into `folded`, whose buffers are used again.
    ///
    /// Time is linear in the text; what is no UTF-8 folds to something, but reads nothing wrong.
    public mutating func fold(
        _ text: UnsafeBufferPointer<UInt8>, into folded: inout FoldedText
    ) {
        folded.breaks.removeAll(keepingCapacity: true)
        folded.makeRoom(text.count)
        var position = (read: 0, write: 0)
        var clusterEnd = 0
        while true {
            unsafe folded.storage.withUnsafeMutableBufferPointer { storage in
                unsafe table.replacements.withUnsafeBufferPointer { table in
                    guard let output = storage.baseAddress, let table = table.baseAddress else {
                        return
                    }
                    unsafe FoldLoop.run(text, to: output, table: table, at: &position)
                }
            }
            guard position.read < text.count else { break }
            unsafe stepBack(in: text, over: folded, to: &position, notBefore: clusterEnd)
            unsafe foldCluster(
                of: text, into: &folded, at: &position,
                continues: clusterEnd > 0 && position.read == clusterEnd)
            clusterEnd = position.read
            folded.makeRoom(position.write + text.count - position.read)
        }
        folded.end(at: position.write)
    }

    /// Before a character that belongs to the one before it, takes that one back.
    private func stepBack(
        in text: UnsafeBufferPointer<UInt8>, over folded: FoldedText,
        to position: inout (read: Int, write: Int), notBefore limit: Int
    ) {
        guard position.read > limit else { return }
        let next = unsafe UTF8Decoding.scalar(in: text, at: position.read).value
        guard Ignorable.contains(next) || ClusterFolder.attaches(next) else { return }
        // What `FoldLoop` wrote last came from one scalar and is one.
        repeat {
            position.read -= 1
        } while unsafe text[position.read] & 0xC0 == 0x80
            && position.read > limit
        repeat {
            position.write -= 1
        } while folded.storage[position.write] & 0xC0 == 0x80
            && position.write > 0
    }

    /// Folds the cluster at `position`: a character, and all that attaches to it.
    private mutating func foldCluster(
        of text: UnsafeBufferPointer<UInt8>, into folded: inout FoldedText,
        at position: inout (read: Int, write: Int), continues: Bool
    ) {
        var spanned = 0
        var deletedBefore = 0
        var deletedAfter = 0
        cluster.removeAll(keepingCapacity: true)
        while position.read < text.count, cluster.count < ClusterFolder.longest {
            let (scalar, length) = unsafe UTF8Decoding.scalar(in: text, at: position.read)
            if Ignorable.contains(scalar) {
                if cluster.isEmpty { deletedBefore += 1 } else { deletedAfter += 1 }
            } else {
                if !cluster.isEmpty, !ClusterFolder.attaches(scalar) { break }
                spanned += deletedAfter + 1
                deletedAfter = 0
                cluster.append(scalar)
            }
            position.read += length
        }
        if deletedBefore > 0 {
            folded.recordBreak(at: position.write, length: 0, from: deletedBefore, to: 0)
        }
        guard !cluster.isEmpty else { return }
        folder.fold(cluster, foldsHan: foldsHan, continues: continues)
        let start = position.write
        folded.makeRoom(start + folder.scalars.count * 4)
        for scalar in folder.scalars {
            folded.append(UInt32(bitPattern: scalar), at: &position.write)
        }
        if spanned != 1 || folder.scalars.count != 1 {
            folded.recordBreak(
                at: start, length: position.write - start, from: spanned, to: folder.scalars.count)
        }
        if deletedAfter > 0 {
            folded.recordBreak(at: position.write, length: 0, from: deletedAfter, to: 0)
        }
    }
}

extension FoldedText {
    /// Makes room for `bytes` of text and the slack.
    mutating func makeRoom(_ bytes: Int) {
        let missing = bytes + Self.slack - storage.count
        guard missing > 0 else { return }
        storage.append(contentsOf: repeatElement(0, count: max(missing, storage.count / 2)))
    }

    /// Writes `scalar` at `position` and moves on; there is room.
    mutating func append(_ scalar: UInt32, at position: inout Int) {
        for byte in Unicode.UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? .init() {
            storage[position] = byte
            position += 1
        }
    }

    /// Notes that `originals` scalars became `results`, the `length` bytes from `start` on.
    mutating func recordBreak(at start: Int, length: Int, from originals: Int, to results: Int) {
        breaks.append(
            Break(
                folded: start..<start + length, originalCount: originals,
                shiftAfter: (breaks.last?.shiftAfter ?? 0) + originals - results))
    }

    /// Ends the text after `bytes`.
    mutating func end(at bytes: Int) {
        for index in bytes..<bytes + Self.slack { storage[index] = 0 }
        count = bytes
    }
}
