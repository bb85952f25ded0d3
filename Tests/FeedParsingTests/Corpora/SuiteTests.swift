// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The open halves of other parsers' suites. What is listed as differing is ours for a reason;
/// anything else that fails is a fault.
@Suite("Suites of other parsers", .enabled(if: Corpus.isThere))
struct SuiteTests {
    struct Suite: CustomTestStringConvertible, Sendable {
        var folder: String
        /// Fewer files would mean that the suite was not found.
        var filesAtLeast: Int
        /// Files with a reason each.
        var differing: Set<String>

        var testDescription: String { folder }
    }

    static let suites = [
        Suite(
            folder: "feedparser-open", filesAtLeast: 700,
            differing: [
                // feedparser calls the second of two texts the content; ours is the first, the
                // description, and the other the summary.
                "wellformed/rss/item_description_and_summary.xml",
                // Of its sanitizer, which we do not have: HTML is kept as it is.
                "wellformed/sanitize/item_content_encoded_script_nested_cdata.xml",
                "wellformed/sanitize/feed_tagline_embed.xml",
                "wellformed/sanitize/xml_malicious_comment.xml",
            ]),
        Suite(
            folder: "gofeed-open", filesAtLeast: 40,
            differing: [
                // The first picture of a text does not stand for the entry.
                "rss/feed_item_image_-_rss_channel_item_content.xml"
            ]),
        Suite(
            folder: "miniflux-open", filesAtLeast: 90,
            differing: [
                // What is absent is absent: no URL in place of a title or of the site.
                "atom/TestParseAtom03WithoutSiteURL.xml", "atom/TestParseFeedWithoutTitle.xml",
                "json/TestParseFeedWithoutFeedURL.json",
                "rdf/TestParseRDFItemWitEmptyTitleElement.xml", "rss/TestParseFeedWithoutTitle.xml",
                "rss/TestParseEntryWithoutLink.xml", "atom/TestParseEntryWithIDAsURL.xml",
                // Thumbnails are images, not attachments.
                "atom/TestParseMediaElements.xml", "rss/TestParseEntryWithMediaContent.xml",
                // A category has a term and a label; those of the feed are not the entry's.
                "atom/TestParseItemWithCategories.xml",
                "rss/TestParseFeedWithGooglePlayCategory.xml",
                // Relative to the document, which is https, not to the site's link.
                "rss/TestParseEntryWithFeedBurnerEnclosuresAndRelativeURL.xml",
            ]),
        Suite(folder: "dates-open", filesAtLeast: 18, differing: []),
    ]

    @Test("hold but for what is listed", arguments: suites)
    func suite(suite: Suite) throws {
        let cases = try Corpus.list("\(suite.folder)/expectations.json")
        #expect(cases.count >= suite.filesAtLeast)
        var failed: [String] = []
        for example in cases {
            let file = try #require(example["file"] as? String)
            let document = try Printed.tree(
                try Corpus.bytes("\(suite.folder)/\(file)"),
                contentType: example["content_type"] as? String,
                baseURL: example["base_url"] as? String)
            let checks = try #require(example["checks"] as? [[String: Any]])
            let isTextOnly = example["text_only"] as? Bool ?? false
            let holds = checks.allSatisfy {
                Expectation(check: $0, isTextOnly: isTextOnly).holds(in: document)
            }
            if !holds, !suite.differing.contains(file) { failed.append(file) }
        }
        #expect(failed == [])
    }
}
