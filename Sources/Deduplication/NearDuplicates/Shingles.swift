// SPDX-License-Identifier: Apache-2.0

/// Runs of neighbouring words as hashes (w-shingling: Broder, "On the resemblance and containment
/// of documents", 1997).
enum Shingles {
    /// The evidence that two texts are one: pairs of words, or three characters, without order and
    /// repetition. Pairs keep more of a lightly edited text than the usual three words, and the
    /// guards need no rarer ones.
    static func evidence(_ words: [Word]) -> [UInt64] {
        var shingles: [UInt64] = []
        shingles.reserveCapacity(words.count)
        for index in words.indices.dropLast() {
            let length = words[index + 1].isCharacter ? 3 : 2
            guard index + length <= words.count else { break }
            shingles.append(hash(words, index, length))
        }
        return shingles
    }

    /// What candidates are looked up by: three words, or five characters, in the order of the text.
    /// Longer than the evidence, so that few unrelated texts share any.
    static func anchors(_ words: [Word]) -> [UInt32] {
        unsafe [UInt32](unsafeUninitializedCapacity: words.count) { anchors, count in
            for index in words.indices.dropLast(2) {
                let isCharacter = words[index].isCharacter
                guard index + (isCharacter ? 5 : 3) <= words.count else { break }
                let hash = isCharacter ? Self.hash(words, index, 5) : Self.hash(words, index, 3)
                // 0 stands for an empty slot of the table.
                unsafe anchors[count] = max(1, UInt32(truncatingIfNeeded: hash >> 32))
                count &+= 1
            }
        }
    }

    @inline(__always) private static func hash(
        _ words: [Word], _ start: Int, _ length: Int
    ) -> UInt64 {
        var hash: UInt64 = 0
        for index in start..<(start &+ length) { hash = Hash64.mix(hash ^ words[index].bits, seed) }
        return hash
    }

    private static let seed: UInt64 = 0x9e37_79b9_7f4a_7c15
}
