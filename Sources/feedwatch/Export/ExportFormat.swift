// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Ingestion
import JSON
import StoryStore

/// What `export` writes.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case jsonl, jsonfeed, atom, csv, tsv

    /// Whether it is a feed that can be subscribed to.
    var isFeed: Bool { self == .jsonfeed || self == .atom }

    /// Feeds have the newest first, lists the oldest.
    var order: StoreSelection.Order {
        isFeed ? .newestFirst : .oldestFirst
    }

    /// What stands before the stories.
    ///
    /// - Parameters:
    ///   - newest: When the first story of a feed was stored, or now without one.
    ///   - address: Where the feed will be found, if that is known.
    func begin(newest: Instant, address: String?) -> [UInt8] {
        switch self {
        case .jsonl, .tsv: []
        case .csv: CSVExport.header
        case .atom:
            AtomFeed.begin(
                id: address ?? "urn:feedwatch:export", title: "feedwatch", updated: newest,
                address: address)
        case .jsonfeed: Self.beginJSONFeed(address)
        }
    }

    private static func beginJSONFeed(_ address: String?) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("version", "https://jsonfeed.org/version/1.1")
        json.member("title", "feedwatch")
        if let address { json.member("feed_url", UTF8Text(address)) }
        json.key("items")
        json.beginArray()
        return json.bytes
    }

    /// One story.
    ///
    /// - Parameters:
    ///   - line: The story as it is stored.
    ///   - isFirst: Whether none stands before it.
    func row(
        _ story: Story, _ line: [UInt8], isFirst: Bool
    ) -> [UInt8] {
        switch self {
        case .jsonl: line + [0x0A]
        case .csv: CSVExport.row(story)
        case .tsv: TSVExport.row(story)
        case .atom: AtomFeed.entry(story)
        case .jsonfeed:
            Array(isFirst ? "\n".utf8 : ",\n".utf8) + Self.item(story, line)
        }
    }

    /// What stands behind the stories.
    var end: [UInt8] {
        switch self {
        case .jsonl, .csv, .tsv: []
        case .atom: AtomFeed.end()
        case .jsonfeed: Array("\n]}\n".utf8)
        }
    }

    /// The stored line, which is an item; JSON Feed 1.1 wants a content in each, if only an empty
    /// one, and a type of each attachment, if only that of anything (RFC 2046 section 4.5.1).
    private static func item(_ story: Story, _ line: [UInt8]) -> [UInt8] {
        let isEmpty = story.contentText.isEmpty && story.contentHTML.isEmpty
        let untyped = story.attachments.indices.filter { story.attachments[$0].mimeType.isEmpty }
        guard isEmpty || !untyped.isEmpty else { return line }
        var story = story
        for index in untyped { story.attachments[index].mimeType = "application/octet-stream" }
        var json = JSONWriter()
        json.beginObject()
        if isEmpty { json.member("content_text", story.summary) }
        story.writeMembers(to: &json)
        json.endObject()
        return json.bytes
    }
}
