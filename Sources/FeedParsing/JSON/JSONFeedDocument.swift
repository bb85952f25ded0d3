// SPDX-License-Identifier: Apache-2.0

public import FeedModel
public import JSON

/// A feed as one JSON Feed 1.1 document: what `feedwatch parse` prints.
public enum JSONFeedDocument: Sendable {
    /// Writes `feed` as one JSON object. What a feed does not have is absent, not null or empty.
    ///
    /// `afterEntry` is called after each entry, so that a long document can be put out in pieces.
    public static func write<Failure: Error>(
        _ feed: Feed, into json: inout JSONWriter,
        afterEntry: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        json.beginObject()
        json.member("version", "https://jsonfeed.org/version/1.1")
        json.memberUnlessEmpty("title", feed.title)
        json.memberUnlessEmpty("home_page_url", feed.homePageURL)
        json.memberUnlessEmpty("feed_url", feed.selfURL)
        json.memberUnlessEmpty("description", feed.description)
        json.memberUnlessEmpty("language", feed.language)
        json.member(authors: feed.authors)
        json.key("items")
        json.beginArray()
        // Lent where they are: a copy would count the references of every text.
        let entries = feed.entries.span
        for index in entries.indices {
            write(entries[index], into: &json)
            try afterEntry(&json)
        }
        json.endArray()
        writeExtension(of: feed, into: &json)
        json.endObject()
    }

    /// Writes `feed` as one JSON object, in one piece.
    public static func write(_ feed: Feed, into json: inout JSONWriter) {
        write(feed, into: &json) { _ in }
    }

    // MARK: - Entries

    private static func write(_ entry: Entry, into json: inout JSONWriter) {
        json.beginObject()
        json.memberUnlessEmpty("id", entry.guid.isEmpty ? entry.url : entry.guid)
        json.memberUnlessEmpty("url", entry.url)
        json.memberUnlessEmpty("external_url", entry.externalURL)
        json.memberUnlessEmpty("title", entry.title)
        json.memberUnlessEmpty("summary", entry.summary)
        json.memberUnlessEmpty("content_text", entry.contentText)
        json.memberUnlessEmpty("content_html", entry.contentHTML)
        json.memberUnlessEmpty("image", entry.image)
        if let date = entry.published { json.member("date_published", date.instant) }
        if let date = entry.modified { json.member("date_modified", date.instant) }
        json.member(authors: entry.authors)
        json.member(tags: entry.tags)
        json.memberUnlessEmpty("language", entry.language)
        json.member(attachments: entry.attachments)
        writeExtension(of: entry, into: &json)
        json.endObject()
    }

    /// What JSON Feed has no member for.
    private static func writeExtension(of entry: Entry, into json: inout JSONWriter) {
        let isGuessed =
            entry.published?.isGuessed ?? false || entry.modified?.isGuessed ?? false
        guard
            isGuessed || !entry.commentsURL.isEmpty || !entry.sourceTitle.isEmpty
                || !entry.sourceURL.isEmpty
        else { return }
        json.key("_feedwatch")
        json.beginObject()
        if isGuessed { json.member("date_guessed", true) }
        json.memberUnlessEmpty("comments_url", entry.commentsURL)
        json.memberUnlessEmpty("source_title", entry.sourceTitle)
        json.memberUnlessEmpty("source_url", entry.sourceURL)
        json.endObject()
    }

    // MARK: - The feed's own

    private static func writeExtension(of feed: Feed, into json: inout JSONWriter) {
        json.key("_feedwatch")
        json.beginObject()
        json.member("format", feed.format.rawValue)
        json.member("encoding", feed.encoding)
        json.member("bozo", feed.isBozo)
        write(feed.warnings, into: &json)
        if let ttl = feed.pollingHints.ttlSeconds { json.member("ttl_seconds", ttl) }
        write("skip_hours", feed.pollingHints.skipHours, into: &json)
        write("skip_days", feed.pollingHints.skipDays, into: &json)
        json.memberUnlessEmpty("hub_url", feed.hubURL)
        json.memberUnlessEmpty("self_url", feed.selfURL)
        json.memberUnlessEmpty("next_url", feed.nextURL)
        json.memberUnlessEmpty("prev_archive_url", feed.previousArchiveURL)
        json.endObject()
    }

    private static func write(_ warnings: [ParseWarning], into json: inout JSONWriter) {
        guard !warnings.isEmpty else { return }
        json.key("warnings")
        json.beginArray()
        for warning in warnings {
            json.beginObject()
            if warning.line > 0 {
                json.member("line", warning.line)
                json.member("column", warning.column)
            }
            json.member("message", warning.message)
            json.endObject()
        }
        json.endArray()
    }

    private static func write(
        _ key: StaticString, _ numbers: [Int], into json: inout JSONWriter
    ) {
        guard !numbers.isEmpty else { return }
        json.key(key)
        json.beginArray()
        for number in numbers { json.value(number) }
        json.endArray()
    }
}
