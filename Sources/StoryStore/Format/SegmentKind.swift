// SPDX-License-Identifier: Apache-2.0

/// What a segment holds; raw values are the names of the directories.
public enum SegmentKind: String, Sendable, CaseIterable {
    case stories, sightings, revisions

    /// The place in tables of the three.
    var index: Int {
        switch self {
        case .stories: 0
        case .sightings: 1
        case .revisions: 2
        }
    }
}
