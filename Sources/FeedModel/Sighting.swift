// SPDX-License-Identifier: Apache-2.0

/// A later copy of a stored story, from another feed or under another URL.
public struct Sighting: Sendable, Equatable {
    /// How the copy was recognised.
    public enum Reason: String, Sendable, CaseIterable {
        case guid, url, text, near
    }

    /// The story that this is a copy of.
    public var story: StoryID
    /// When the copy was seen.
    public var seen: Instant
    /// The copy's page.
    public var url: UTF8Text
    /// The copy's title.
    public var title: UTF8Text
    /// The host of the copy's URL without `www.`.
    public var source: UTF8Text
    /// The feed that carried the copy.
    public var feed: FeedReference
    /// How the copy was recognised.
    public var reason: Reason
    /// The larger of resemblance and containment, 0 to 1; 1 for exact copies.
    public var similarity: Double

    /// A sighting.
    public init(
        story: StoryID, seen: Instant, url: UTF8Text, title: UTF8Text, source: UTF8Text,
        feed: FeedReference, reason: Reason, similarity: Double
    ) {
        self.story = story
        self.seen = seen
        self.url = url
        self.title = title
        self.source = source
        self.feed = feed
        self.reason = reason
        self.similarity = similarity
    }
}

/// A later version of a stored story whose title or text changed at the source. What changed is
/// given whole; what did not is nil.
public struct Revision: Sendable, Equatable {
    /// The story.
    public var story: StoryID
    /// When the change was seen.
    public var seen: Instant
    /// The new title.
    public var title: UTF8Text?
    /// The new content as plain text.
    public var contentText: UTF8Text?
    /// The new summary as plain text.
    public var summary: UTF8Text?

    /// A revision.
    public init(
        story: StoryID, seen: Instant, title: UTF8Text? = nil, contentText: UTF8Text? = nil,
        summary: UTF8Text? = nil
    ) {
        self.story = story
        self.seen = seen
        self.title = title
        self.contentText = contentText
        self.summary = summary
    }

    /// The names of the fields that changed, in the order of the record.
    public var changed: [String] {
        var names: [String] = []
        if title != nil { names.append("title") }
        if summary != nil { names.append("summary") }
        if contentText != nil { names.append("content_text") }
        return names
    }
}
