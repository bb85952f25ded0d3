// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// One day's file of stories, sightings or revisions.
public struct Segment: Sendable, Hashable {
    let name: SegmentName
    /// Whether it was compressed when it was listed.
    public let isCompressed: Bool

    /// What it holds.
    public var kind: SegmentKind { name.kind }
    /// The UTC day on which its lines were stored.
    public var day: CivilDay { name.day }
    /// The path below the store's directory.
    public var path: String { name.path(compressed: isCompressed) }
}
