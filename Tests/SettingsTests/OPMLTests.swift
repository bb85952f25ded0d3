// SPDX-License-Identifier: Apache-2.0

import Settings
import Testing

@Suite struct OPMLTests {
    @Test("What is written is read back")
    func roundTrip() throws {
        var a = OPML.Subscription(url: "https://example.org/?a=1&b=<2>\"'")
        a.title = "A & \"B\"\n\tC 日本"
        a.homePageURL = "https://example.org/"
        a.language = "ja"
        a.description = "<b>"
        a.categories = ["/a/b", "c d"]
        a.folder = ["Asia", "Japan <1>"]
        var b = OPML.Subscription(url: "https://example.org/b")
        b.folder = ["Asia"]
        b.isEnabled = false
        var c = OPML.Subscription(url: "https://example.org/c")
        c.folder = ["Europe", "Japan <1>"]
        let list = OPML(title: "T & \u{1}U", feeds: [a, b, c])
        let (read, problems) = OPML.read(list.write(), file: "x.opml")
        #expect(problems.isEmpty)
        var found = try #require(read)
        #expect(found.title == "T & U")
        #expect(found.feeds.map(\.position.line) == [9, 11, 15])
        for index in found.feeds.indices { found.feeds[index].position.file = "" }
        // A feed without a title is called by its address, since `text` is required.
        #expect(found.feeds.map(\.title) == [a.title, b.url, c.url])
        #expect(found.feeds[0].categories == a.categories && found.feeds[0].url == a.url)
        #expect(found.feeds.map(\.folder) == list.feeds.map(\.folder))
        #expect(found.feeds.map(\.isEnabled) == [true, false, true])
        #expect(found.feeds[0].homePageURL == a.homePageURL && found.feeds[0].language == "ja")
        #expect(found.feeds[0].description == "<b>")
    }

    @Test("Other encodings are read, places counted in code points")
    func encodings() throws {
        let text =
            "<opml><body><outline text=\"Z\u{FC}rich\" xmlUrl=\"http://example.org/\"/>"
            + "</body></opml>"
        let latin1 =
            Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>".utf8)
            + text.unicodeScalars.map { UInt8($0.value) }
        #expect(OPML.read(latin1, file: "").list?.feeds.first?.title == "Zürich")
        let utf16 =
            [UInt8](arrayLiteral: 0xFE, 0xFF)
            + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(OPML.read(utf16, file: "").list?.feeds.first?.title == "Zürich")
    }

    @Test("A list cut anywhere, or with any byte broken, is an error or a list, and never more")
    func damage() throws {
        var feed = OPML.Subscription(url: "https://example.org/?a=1&b=2")
        feed.title = "日本"
        let whole = OPML(title: "T", feeds: [feed]).write()
        for length in 0..<whole.count - 8 {
            #expect(OPML.read(Array(whole[..<length]), file: "").list == nil)
        }
        for index in whole.indices {
            var broken = whole
            broken[index] ^= 0x41
            let (list, problems) = OPML.read(broken, file: "")
            #expect((list == nil) == problems.contains { $0.severity == .error })
        }
    }

    @Test("A list becomes the feeds of a configuration, without passwords")
    func configuration() throws {
        var feed = OPML.Subscription(url: "https://me:geheim@example.org/a")
        feed.title = "A: \"b\" \\ # \u{202E}日本"
        feed.isEnabled = false
        let other = OPML.Subscription(url: "https://example.org/b")
        let text = String(decoding: OPML(feeds: [feed, other]).configurationYAML(), as: UTF8.self)
        #expect(!text.contains("geheim") && !text.contains("\u{202E}"))
        let folder = try TemporaryDirectory()
        let (loaded, _) = ConfigurationLoader.plain.load(try folder.write("a.yaml", text))
        let feeds = try #require(loaded?.feeds)
        #expect(feeds.map(\.url) == ["https://example.org/a", "https://example.org/b"])
        #expect(feeds.map(\.name) == [feed.title, nil] && feeds.map(\.isEnabled) == [false, true])
        #expect(OPML(feeds: feeds.map(OPML.Subscription.init)).feeds[0].title == feed.title)
        #expect(String(decoding: OPML().configurationYAML(), as: UTF8.self) == "feeds: []\n")
    }
}
