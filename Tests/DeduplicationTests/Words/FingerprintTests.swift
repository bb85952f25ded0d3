// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Deduplication

@Suite struct FingerprintTests {
    static let story = "The ferry ran aground off Shodoshima. See http://example.org/a for more."

    @Test(arguments: [
        "The  ferry ran\naground off Shodoshima. See http://example.org/a for more.",
        "The ferry ran aground off Shodoshima; see https://www.example.org/a?utm_source=rss for more!",
        "The ferry ran aground off Shodoshima. See http://example.org/a for more. 12 comments",
        "The ferry ran aground off Shodoshima. See http://example.org/a for more. 1,345 Comments",
    ])
    func cosmeticChangesAreNone(_ text: String) {
        let counted = Self.story + (text.lowercased().contains("comments") ? " 7 comments" : "")
        #expect(print("A title", text) == print("A title", counted))
    }

    @Test(arguments: [
        ("コメント 3件", "コメント 14件"), ("12件のコメント", "9件のコメント"), ("댓글 3", "댓글 4"),
        ("评论 3", "评论 1004"), ("12条评论", "13条评论"), ("Comments: 3", "Comments: 4"),
        ("1 comment", "2 comments"), ("1 reply, 1 like.", "5 replies, 12 likes."),
        ("Comment: 1", "Comments: 2"),
    ])
    func countersAreNone(a: String, b: String) {
        #expect(print("", a) == print("", b))
    }

    @Test(arguments: [
        ("Death toll rises to 12", "Death toll rises to 15"), ("死者12人", "死者15人"),
        ("He agreed", "He never agreed"), ("12 votes to 3 against", "12 to 3"),
        ("No comment", "No comments"), ("He had 1 share", "He had 1 view"),
    ])
    func changesAreSeen(a: String, b: String) {
        #expect(print("", a) != print("", b))
    }

    @Test func halvesTellWhatChanged() {
        let a = print("Title", "Text")
        #expect(print("Other title", "Text").body == a.body)
        #expect(print("Title", "Other text").title == a.title)
        #expect(print("Other title", "Text").title != a.title)
    }

    /// The value stands in stores: it must never change.
    @Test func valueIsFixed() {
        let fingerprint = print("Ferry runs aground", Self.story)
        #expect(fingerprint.text == "dd998aa95883864b")
        #expect(Fingerprint(hexadecimal: fingerprint.text) == fingerprint)
        #expect(Fingerprint(hexadecimal: "xyz") == nil)
    }

    private func print(_ title: String, _ text: String) -> Fingerprint {
        Fingerprint(of: Entry(title: title, text: text))
    }
}
