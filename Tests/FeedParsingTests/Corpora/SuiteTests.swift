// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The open halves of other parsers' suites. What is listed as differing is ours for the reason
/// beside it; anything else that fails is a fault, and so is a reason that is none any more.
@Suite("Suites of other parsers", .enabled(if: Corpus.isThere))
struct SuiteTests {
    struct Suite: CustomTestStringConvertible, Sendable {
        var folder: String
        /// Fewer files would mean that the suite was not found.
        var filesAtLeast: Int
        /// How much of what the suites' own authors would not dispute has to hold.
        var percentAtLeast: Double
        /// Why ours is right where it differs, by file.
        var differing: [String: String]

        var testDescription: String { folder }
    }

    private static let sanitizer = "the text kept by a sanitizer, which is the reader's business"
    private static let absent = "what is absent is absent: no URL in the place of a title or a site"
    private static let thumbnail = "a thumbnail is an image, no attachment"

    static let suites = [
        Suite(
            folder: "feedparser-open", filesAtLeast: 700, percentAtLeast: 99.5,
            differing: [
                "wellformed/rss/item_description_and_summary.xml":
                    "the description stands for the item, the other text is the summary",
                "wellformed/sanitize/item_content_encoded_script_nested_cdata.xml": sanitizer,
                "wellformed/sanitize/xml_malicious_comment.xml": sanitizer,
            ]),
        Suite(
            folder: "gofeed-open", filesAtLeast: 40, percentAtLeast: 95,
            differing: [
                "rss/feed_item_image_-_rss_channel_item_content.xml":
                    "the first picture of a text does not stand for the entry"
            ]),
        Suite(
            folder: "miniflux-open", filesAtLeast: 90, percentAtLeast: 95,
            differing: [
                "atom/TestParseAtom03WithoutSiteURL.xml": absent,
                "atom/TestParseFeedWithoutTitle.xml": absent,
                "json/TestParseFeedWithoutFeedURL.json": absent,
                "rdf/TestParseRDFItemWitEmptyTitleElement.xml": absent,
                "rss/TestParseFeedWithoutTitle.xml": absent,
                "rss/TestParseEntryWithoutLink.xml":
                    "the site's address would give all such entries one URL, and one identity",
                "atom/TestParseEntryWithIDAsURL.xml":
                    "a mail address is no page; the site's address is another thing",
                "atom/TestParseMediaElements.xml": thumbnail,
                "rss/TestParseEntryWithMediaContent.xml": thumbnail,
                "atom/TestParseItemWithCategories.xml":
                    "a category's term and its label are both what a reader may look for",
                "rss/TestParseFeedWithGooglePlayCategory.xml":
                    "the categories of a feed say nothing about one entry",
                "rss/TestParseEntryWithFeedBurnerEnclosuresAndRelativeURL.xml":
                    "relative to the document, which is https, not to the site's link",
            ]),
        Suite(folder: "dates-open", filesAtLeast: 18, percentAtLeast: 100, differing: [:]),
    ]

    @Test("hold but for what is listed", arguments: suites)
    func suite(suite: Suite) throws {
        let cases = try Corpus.list("\(suite.folder)/expectations.json")
        #expect(cases.count >= suite.filesAtLeast)
        var failed: Set<String> = []
        var disputed = 0
        for example in cases {
            let file = try #require(example["file"] as? String)
            if try holds(example, at: "\(suite.folder)/\(file)") { continue }
            failed.insert(file)
            if example["disputed"] as? Bool ?? false { disputed += 1 }
        }
        #expect(failed.subtracting(suite.differing.keys) == [])
        #expect(Set(suite.differing.keys).subtracting(failed) == [], "hold, though listed")
        // The sanitizer's files are no part of feedparser's core.
        let faults = failed.count { suite.differing[$0] != Self.sanitizer } - disputed
        #expect(
            Double(cases.count - faults) * 100 >= suite.percentAtLeast * Double(cases.count))
    }

    private func holds(_ example: [String: Any], at path: String) throws -> Bool {
        let document = try Printed.tree(
            try Corpus.bytes(path), contentType: example["content_type"] as? String,
            baseURL: example["base_url"] as? String)
        let checks = try #require(example["checks"] as? [[String: Any]])
        let isTextOnly = example["text_only"] as? Bool ?? false
        return checks.allSatisfy {
            Expectation(check: $0, isTextOnly: isTextOnly).holds(in: document)
        }
    }
}
