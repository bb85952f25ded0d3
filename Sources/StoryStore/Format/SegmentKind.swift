// SPDX-License-Identifier: Apache-2.0

/// What a segment holds; raw values are the names of the directories.
public enum SegmentKind: String, Sendable, CaseIterable {
    case stories, sightings, revisions
    /// What is left of the stories and sightings that `delete_after` removed.
    case removed

    /// The kinds of records that the daemon appends: what a user calls the store.
    public static let allCases: [SegmentKind] = [.stories, .sightings, .revisions]

    /// Every kind of file that has lines of a day.
    static let onDisk = allCases + [.removed]

    /// The place in tables of the three, and in packed places.
    var index: Int {
        switch self {
        case .stories: 0
        case .sightings: 1
        case .revisions: 2
        case .removed: 3
        }
    }
}
