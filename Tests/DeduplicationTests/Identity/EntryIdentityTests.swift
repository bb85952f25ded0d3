// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Deduplication

@Suite struct EntryIdentityTests {
    static let feed: UTF8Text = "https://example.org/feed"

    /// Identifiers computed apart, with Python's hashlib.
    @Test func identifiersAreThoseOfTheDescription() {
        let page = Entry(url: "https://www.example.org/News/~story?id=7&utm_source=rss", guid: "42")
        #expect(id(of: page) == "axk9bad0pgx43zdw")
        #expect(id(of: Entry(guid: "42", title: "A")) == "bv7k4818fqhkkkp0")
        #expect(
            id(of: Entry(title: "News in Brief", text: "The ferry sailed.")) == "qtm9avjh0yksakz5")
    }

    @Test func aURLOfSeveralEntriesIsNoIdentity() {
        let status = "https://status.example.org/"
        let identities = EntryIdentity.identities(
            of: [
                Entry(url: status, guid: "1", title: "Disk full"),
                Entry(url: status, guid: "2", title: "Disk mended"),
                Entry(url: "https://example.org/a", guid: "3", title: "Other"),
            ], feedURL: Self.feed)
        #expect(identities.map { $0.canonicalURL == nil } == [true, true, false])
        #expect(identities.map(\.sharesURL) == [true, true, false])
        #expect(Set(identities.map(\.windowKey)).count == 3)
    }

    @Test func anEntryGivenTwiceIsOne() {
        let entry = Entry(url: "https://example.org/a", guid: "1", title: "A")
        let twice = EntryIdentity.identities(of: [entry, entry], feedURL: Self.feed)
        #expect(twice[0] == twice[1])
        #expect(twice[0].canonicalURL != nil)
    }

    @Test func aGuidOfSeveralEntriesIsNoIdentity() {
        let identities = EntryIdentity.identities(
            of: [
                Entry(url: "https://example.org/a", guid: "0", title: "A"),
                Entry(url: "https://example.org/b", guid: "0", title: "B"),
            ], feedURL: Self.feed)
        #expect(identities.allSatisfy { $0.guid.isEmpty && $0.canonicalURL != nil })
    }

    @Test func windowKeyOutlastsChangingGuidsAndContentPrintTellsChanges() throws {
        let first = Entry(
            url: "https://example.org/a?utm_medium=x", guid: "1", title: "A", text: "T")
        let second = Entry(url: "http://www.example.org/a", guid: "2", title: "A", text: "U")
        let a = try #require(EntryIdentity.identities(of: [first], feedURL: Self.feed).first)
        let b = try #require(EntryIdentity.identities(of: [second], feedURL: Self.feed).first)
        #expect(a.windowKey == b.windowKey)
        #expect(a.contentPrint != b.contentPrint)
    }

    private func id(of entry: Entry) -> String? {
        EntryIdentity.identities(of: [entry], feedURL: Self.feed).first?
            .storyID(of: entry, feedURL: Self.feed).description
    }
}

extension Entry {
    init(url: String = "", guid: String = "", title: String = "", text: String = "") {
        self.init()
        self.url = UTF8Text(url)
        self.guid = UTF8Text(guid)
        self.title = UTF8Text(title)
        contentText = UTF8Text(text)
    }
}
