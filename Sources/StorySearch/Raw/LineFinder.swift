// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Text
public import TopicMatching

/// Finds the lines of a block that may have one of some terms: every line that has one, and a few
/// that do not, at several gigabytes a second.
public struct LineFinder: Sendable {
    typealias Lane = SIMD16<UInt8>

    let needles: Needles
    var folds: ScalarFolds
    private let pairs: [LanePair]

    /// Bytes behind a block that must be readable.
    public static let slackBytes = 96

    /// A pair of bytes, each in all places of a lane.
    private struct LanePair {
        let firstMask: Lane
        let first: Lane
        let secondMask: Lane
        let second: Lane

        init(_ pair: BytePair) {
            firstMask = Lane(repeating: pair.firstMask)
            first = Lane(repeating: pair.first)
            secondMask = Lane(repeating: pair.secondMask)
            second = Lane(repeating: pair.second)
        }
    }

    /// A finder for lines that have one of `terms`, as `TopicSet.requiredTerms` gives them; nil
    /// where looking for them would be no quicker than decoding every line.
    public init?(anyOf terms: [RequiredTerm], foldsHan: Bool) {
        guard let needles = Needles(terms, foldsHan: foldsHan) else { return nil }
        self.needles = needles
        folds = needles.folds
        pairs = needles.pairs.map(LanePair.init)
    }

    /// Calls `body` with the place of each line of `block` that may have a term, without its line
    /// feed, until it returns false, which is then returned.
    ///
    /// - Parameter block: Whole lines with their line feeds; `slackBytes` can be read behind them.
    public mutating func forEachLine(
        in block: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool
    ) -> Bool {
        guard let start = block.baseAddress else { return true }
        var index = 0
        while let hit = unsafe next(in: block, from: index) {
            var first = hit
            while unsafe first > index && start[first - 1] != 0x0A { first -= 1 }
            let feed = unsafe memchr(start + hit, 0x0A, block.count - hit)
            let end = unsafe feed.map { unsafe UnsafeRawPointer($0) - UnsafeRawPointer(start) }
            guard body(first..<(end ?? block.count)) else { return false }
            guard let end else { return true }
            index = end + 1
        }
        return true
    }

    /// The first place from `start` on at which a term may stand.
    private mutating func next(in block: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let base = block.baseAddress else { return nil }
        let bytes = unsafe UnsafeRawPointer(base)
        var index = start
        while index < block.count {
            var bits = unsafe pairs.withUnsafeBufferPointer { pairs -> UInt64 in
                while index < block.count {
                    let bits = unsafe Self.suspects(in: bytes + index, pairs)
                    if bits != 0 { return bits }
                    index &+= 64
                }
                return 0
            }
            while bits != 0 {
                let place = index &+ bits.trailingZeroBitCount
                bits &= bits &- 1
                if place >= block.count { return nil }
                if unsafe isOccurrence(in: block, at: place) { return place }
            }
            index &+= 64
        }
        return nil
    }

    /// A bit for each of 64 bytes that has to be looked at.
    @inline(__always)
    private static func suspects(
        in bytes: UnsafeRawPointer, _ pairs: UnsafeBufferPointer<LanePair>
    ) -> UInt64 {
        let first = unsafe suspects(bytes, pairs)
        let second = unsafe suspects(bytes + 16, pairs)
        let third = unsafe suspects(bytes + 32, pairs)
        let fourth = unsafe suspects(bytes + 48, pairs)
        let words = unsafe unsafeBitCast(
            first | second | third | fourth, to: SIMD2<UInt64>.self)
        if words[0] | words[1] == 0 { return 0 }
        return bits(first) | bits(second) &<< 16 | bits(third) &<< 32 | bits(fourth) &<< 48
    }

    /// The sixteen bytes of a mask as bits, the first in the lowest.
    @inline(__always)
    private static func bits(_ mask: Lane) -> UInt64 {
        let words = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        let places = words & SIMD2(repeating: 0x8040_2010_0804_0201)
        // The sum of the eight bytes, each of which has a bit of its own.
        let low = (places[0] &* 0x0101_0101_0101_0101) &>> 56
        let high = (places[1] &* 0x0101_0101_0101_0101) &>> 56
        return low | high &<< 8
    }

    /// 0xFF for each of sixteen bytes at which a pair stands, `\u`, or the beginning of a
    /// character that is looked at by itself.
    @inline(__always)
    private static func suspects(
        _ bytes: UnsafeRawPointer, _ pairs: UnsafeBufferPointer<LanePair>
    ) -> Lane {
        let here = unsafe bytes.loadUnaligned(as: Lane.self)
        let next = unsafe bytes.loadUnaligned(fromByteOffset: 1, as: Lane.self)
        var found =
            mask(here .== Lane(repeating: 0x5C)) & mask(next .== Lane(repeating: 0x75))
        for index in 0..<pairs.count {
            let pair = unsafe pairs[index]
            found |=
                mask(here | pair.firstMask .== pair.first)
                & mask(next | pair.secondMask .== pair.second)
        }
        let words = unsafe unsafeBitCast(here, to: SIMD2<UInt64>.self)
        guard (words[0] | words[1]) & 0x8080_8080_8080_8080 != 0 else { return found }
        return found | singledOut(here, next)
    }

    /// 0xFF where a character of `SingledOut` begins, or stands a byte before.
    @inline(__always)
    private static func singledOut(_ here: Lane, _ next: Lane) -> Lane {
        let isLead = mask(here .>= Lane(repeating: 0xC2))
        let isEastAsian = mask(here &- Lane(repeating: 0xE3) .<= Lane(repeating: 0x0A))
        let symbols =
            mask(here .== Lane(repeating: 0xE3)) & mask(next .>= Lane(repeating: 0x84))
        let extended =
            mask(here .== Lane(repeating: 0xEA)) & mask(next .< Lane(repeating: 0xB0))
        let jamo = mask(here .== Lane(repeating: 0xED)) & mask(next .>= Lane(repeating: 0x9E))
        // U+3099 and U+309A, E3 82 99…9A: found at their second byte.
        let voicing =
            mask(here .== Lane(repeating: 0x82))
            & mask(next &- Lane(repeating: 0x99) .<= Lane(repeating: 1))
        return (isLead & ~isEastAsian) | symbols | extended | jamo | voicing
    }

    @inline(__always)
    private static func mask(_ mask: SIMDMask<SIMD16<Int8>>) -> Lane {
        // A lane of a mask is all ones or all zeros.
        unsafe unsafeBitCast(mask, to: Lane.self)
    }
}
