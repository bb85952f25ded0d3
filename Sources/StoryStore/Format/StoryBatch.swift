// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What is stored together, with one write and one sync a file.
public struct StoryBatch: Sendable, Equatable {
    /// New stories.
    public var stories: [Story]
    /// The lines of the stories, as far as they were made ahead: as many as there are stories, or
    /// none.
    public var drafts: [StoryDraft] = []
    /// Copies of stored stories, or of stories of this batch.
    public var sightings: [Sighting]
    /// Changed versions of stored stories.
    public var revisions: [Revision]

    /// A batch.
    public init(stories: [Story] = [], sightings: [Sighting] = [], revisions: [Revision] = []) {
        self.stories = stories
        self.sightings = sightings
        self.revisions = revisions
    }

    /// Whether there is nothing to store.
    public var isEmpty: Bool { stories.isEmpty && sightings.isEmpty && revisions.isEmpty }
}
