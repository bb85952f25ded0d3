// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import StoryStore
internal import TopicMatching

/// Asks the filters under `state/search` which blocks of compressed segments may match a topic.
///
/// What they say is used for a block only if they name the block's checksum; without them, and
/// wherever they are not of the same bytes, every block may.
final class TermFilters: Sendable {
    private let folder: FilterFolder
    /// Of each of these lists all keys of one of its terms are in every document that matches.
    private let clauses: [[[TermKey]]]

    /// nil where there are no filters.
    init?(_ directory: String, _ clauses: [[RequiredTerm]]) {
        guard let folder = FilterFolder(of: directory) else { return nil }
        self.folder = folder
        self.clauses = clauses.map { $0.map(TermKey.keys) }
    }

    /// For each block of a stories segment whether it may have a match; nil where nothing is known.
    func blocks(of segment: Segment, _ outline: SegmentOutline) -> [Bool]? {
        guard segment.kind == .stories, let file = folder.filters(of: segment.day),
            file.isOf(outline)
        else { return nil }
        return file.entries.map { entry in
            clauses.allSatisfy { terms in
                terms.contains { $0.allSatisfy(entry.filter.mayHold) }
            }
        }
    }
}
