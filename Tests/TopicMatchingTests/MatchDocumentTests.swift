// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import TopicMatching

@Suite struct MatchDocumentTests {
    @Test(arguments: [
        ("Title\nBody\nmore", "Title", "Body\nmore"),
        ("\n \n\tTitle\r\n\r\nBody", "\tTitle", "\r\nBody"),
        ("Title", "Title", ""), ("Title\rBody", "Title", "Body"), ("", "", ""),
        (" \n\u{3000}\n", "", ""),
        ("\u{FEFF}\nTitle\n", "Title", ""),
    ])
    func theFirstLineIsTheTitle(_ text: String, _ title: String, _ body: String) {
        let document = MatchDocument(plainText: UTF8Text(text))
        #expect(document.title.string == title)
        #expect(document.body.string == body)
    }

    @Test(arguments: [
        ("https://www.japantimes.co.jp/news/?a=@b", "JT\n\nwww.japantimes.co.jp"),
        ("http://user:pw@Example.org:8080#x", "JT\n\nExample.org"), ("", "JT"),
        ("mailto:a@b", "JT"),
        ("https://[2001:db8::1]:80/", "JT\n\n2001:db8::1"),
        ("https://example.org?q", "JT\n\nexample.org"),
    ])
    func theSourceHasTitleAndHost(_ url: String, _ source: String) {
        #expect(MatchDocument.source(feedTitle: "JT", url: UTF8Text(url)).string == source)
    }

    @Test func entriesAndStoriesAreDocuments() {
        var entry = Entry()
        entry.title = "T"
        entry.summary = "S"
        entry.url = "https://example.org/1"
        entry.language = "ko"
        let document = MatchDocument(entry, feedTitle: "F")
        #expect(document.body == "S")
        #expect(document.source == "F\n\nexample.org")
        #expect(document.language == "ko")
        entry.contentText = "C"
        #expect(MatchDocument(entry, feedTitle: "F").body == "C")
    }

    @Test(arguments: [
        ("拉致被害者の家族が首相と面会した", "ja"), ("カラオケ", "ja"), ("일본인 납치 문제", "ko"),
        ("日本首相与被绑架者家属会面", "zh"), ("", ""), ("korea", ""), ("1234 — 🚀", ""),
        ("The minister said on Friday that talks with the North are possible.", "en"),
        ("Der Minister sagte am Freitag, dass Gespräche mit dem Norden möglich sind.", ""),
        ("Le ministre a dit vendredi que des pourparlers avec le Nord sont possibles.", ""),
        ("The 拉致 issue and the families of those who were taken to the North", "en"),
    ])
    func languagesAreGuessed(_ text: String, _ language: String) {
        #expect(LanguageGuess.language(of: MatchDocument(body: UTF8Text(text))) == language)
    }
}
