// SPDX-License-Identifier: Apache-2.0

import FeedModel
import FeedParsing
import Foundation
import JSON

/// What `feedwatch parse` would print for a document.
enum Printed {
    /// The outcome as JSON text.
    static func text(
        _ body: [UInt8], contentType: String? = nil, baseURL: String? = nil,
        layout: JSONWriter.Layout = .compact
    ) -> String {
        text(
            parser(baseURL: baseURL).parse(body, contentType: contentType, baseURL: baseURL), layout
        )
    }

    /// The parser of `feedwatch parse`.
    static func parser(baseURL: String?) -> FeedParser {
        var options = FeedParser.Options()
        options.keepsHTML = true
        options.keepsRelativeLinks = baseURL == nil
        return FeedParser(options: options)
    }

    static func text(_ outcome: ParseOutcome, _ layout: JSONWriter.Layout = .compact) -> String {
        var json = JSONWriter(layout: layout)
        switch outcome {
        case .feed(let feed): JSONFeedDocument.write(feed, into: &json)
        case .notAFeed(let verdict):
            json.beginObject()
            json.member("not_a_feed", verdict.kind.rawValue)
            json.member("message", verdict.message)
            for feed in verdict.advertisedFeeds {
                json.member("advertised", "\(feed.title) <\(feed.url)> \(feed.type)")
            }
            json.endObject()
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// The outcome as a tree of Foundation's values; nil for what is no feed.
    static func tree(
        _ body: [UInt8], contentType: String? = nil, baseURL: String? = nil
    ) throws -> [String: Any]? {
        let outcome = parser(baseURL: baseURL).parse(
            body, contentType: contentType, baseURL: baseURL)
        guard case .feed = outcome else { return nil }
        let value = try JSONSerialization.jsonObject(with: Data(text(outcome).utf8))
        return value as? [String: Any]
    }
}
