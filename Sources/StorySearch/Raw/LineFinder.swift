// SPDX-License-Identifier: Apache-2.0

internal import CLineScan
internal import Glibc
internal import Text
public import TopicMatching

/// Finds the lines of a block that may have one of some terms: every line that has one, and a few
/// that do not, at several gigabytes a second.
public struct LineFinder: Sendable {
    let needles: Needles
    var folds: ScalarFolds
    /// What the bytes are scanned for: the needles' pairs, and the beginning of `\uXXXX`.
    private let pairs: [feedwatch_byte_pair]
    private let means = feedwatch_best_scan_means()

    /// Bytes behind a block that must be readable.
    public static let slackBytes = 68

    /// A finder for lines that have one of `terms`, as `TopicSet.requiredTerms` gives them; nil
    /// where looking for them would be no quicker than decoding every line.
    public init?(anyOf terms: [RequiredTerm], foldsHan: Bool) {
        guard let needles = Needles(terms, foldsHan: foldsHan) else { return nil }
        self.needles = needles
        folds = needles.folds
        let wanted = needles.pairs.map { ($0.first, $0.second) }
        let escape = (UInt8(ascii: "\\"), UInt8(ascii: "u"))
        pairs = (wanted + [escape]).map {
            feedwatch_byte_pair(first: $0.0 | 0x20, second: $0.1 | 0x20)
        }
    }

    /// Calls `body` with the place of each line of `block` that may have a term, without its line
    /// feed, until it returns false, which is then returned.
    ///
    /// - Parameter block: Whole lines with their line feeds; `slackBytes` can be read behind them.
    public mutating func forEachLine(
        in block: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool
    ) -> Bool {
        var index = 0
        while let hit = unsafe next(in: block, from: index, to: block.count) {
            var first = hit
            while unsafe first > index && block[first - 1] != 0x0A { first -= 1 }
            let rest = unsafe UnsafeBufferPointer(rebasing: block[hit...])
            let end = unsafe hit + (LineFeed.first(in: rest) ?? rest.count)
            guard body(first..<end) else { return false }
            index = end + 1
        }
        return true
    }

    /// Whether `line` of `block` may have a term.
    mutating func mayHold(_ line: Range<Int>, of block: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe next(in: block, from: line.lowerBound, to: line.upperBound) != nil
    }

    /// The first place from `start` to `end` at which a term may stand.
    private mutating func next(
        in block: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> Int? {
        guard let bytes = block.baseAddress else { return nil }
        var index = start
        while index < end {
            var bits: UInt64 = 0
            index = unsafe pairs.withUnsafeBufferPointer { pairs in
                unsafe needles.roles.plane.withUnsafeBufferPointer { roles in
                    unsafe feedwatch_next_suspects(
                        means, bytes, end, index, pairs.baseAddress, pairs.count,
                        roles.baseAddress, &bits)
                }
            }
            while bits != 0 {
                let place = index &+ bits.trailingZeroBitCount
                bits &= bits &- 1
                if place >= end { return nil }
                if unsafe isOccurrence(in: block, at: place) { return place }
            }
            index &+= 64
        }
        return nil
    }
}
