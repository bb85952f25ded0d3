// SPDX-License-Identifier: Apache-2.0

public import FeedModel

extension LogEvent {
    /// A new story is on stable storage.
    public static func match(_ story: Story) -> LogEvent {
        LogEvent(
            .match,
            [
                LogField("topic", .list(story.topics.map(\.name))),
                LogField("source", story.source.string),
                LogField("title", story.title.string, .quoted),
                LogField("url", story.url.string), .storyID(story.id),
                LogField("feed", story.feed.url.string, .hidden),
            ].filter(\.isPresent))
    }

    /// A copy of a stored story was seen.
    public static func sighting(_ sighting: Sighting) -> LogEvent {
        LogEvent(
            .sighting,
            [
                LogField("reason", sighting.reason.rawValue),
                LogField("source", sighting.source.string),
                LogField("title", sighting.title.string, .quoted),
                LogField("url", sighting.url.string),
                .storyID(sighting.story), LogField("feed", sighting.feed.url.string, .hidden),
            ].filter(\.isPresent))
    }

    /// A stored story's text changed at the source.
    public static func revision(_ revision: Revision) -> LogEvent {
        LogEvent(
            .revision, [LogField("changed", .list(revision.changed)), .storyID(revision.story)])
    }
}

extension LogField {
    /// Whether there is something to say: an entry without a link has no source and no URL.
    fileprivate var isPresent: Bool { placement != .keyed || value != .text("") }

    /// `id=…`, in the journal `FEEDWATCH_STORY_ID`.
    static func storyID(_ id: StoryID) -> LogField {
        LogField("id", .text(id.description), journalName: "FEEDWATCH_STORY_ID")
    }
}
