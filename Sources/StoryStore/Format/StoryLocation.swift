// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Where a line stands in the store, for as long as nothing is repaired.
///
/// Compression changes nothing about it: offsets are those of the uncompressed segment.
public struct StoryLocation: Sendable, Hashable {
    /// What the segment holds.
    public var kind: SegmentKind
    /// The day of the segment.
    public var day: CivilDay
    /// The first byte of the line.
    public var offset: Int64
    /// The bytes of the line with its line feed; 0 where it is not known.
    public var length: Int

    /// A place.
    public init(kind: SegmentKind, day: CivilDay, offset: Int64, length: Int) {
        self.kind = kind
        self.day = day
        self.offset = offset
        self.length = length
    }

    /// The byte after the line.
    public var end: Int64 { offset + Int64(length) }

    /// Eight bytes for whoever has to remember millions of places; the length, which the line
    /// itself tells, is left out. Days from 1970 to 2149, offsets to 64 TiB.
    public var packed: UInt64 {
        let day = UInt64(min(max(self.day.daysSinceEpoch, 0), 0xFFFF))
        let kind = UInt64(self.kind.index)
        return day << 48 | kind << 46 | UInt64(offset) & Self.offsetMask
    }

    /// The place that `packed` stands for; nil for a number that is none.
    public init?(packed: UInt64) {
        let kind = Int(packed >> 46 & 3)
        guard kind < SegmentKind.allCases.count else { return nil }
        self.init(
            kind: SegmentKind.allCases[kind], day: CivilDay(daysSinceEpoch: Int(packed >> 48)),
            offset: Int64(packed & Self.offsetMask), length: 0)
    }

    private static let offsetMask: UInt64 = (1 << 46) - 1

    var segment: SegmentName { SegmentName(kind: kind, day: day) }
}
