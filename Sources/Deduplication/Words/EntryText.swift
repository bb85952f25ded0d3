// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Title and text of an entry or a story, cut into words: what comparisons take time for and no
/// index, so that it can be made on any thread.
public struct EntryText: Sendable {
    /// What a reader would notice of both.
    public let fingerprint: Fingerprint
    let title: WordList
    let body: WordList

    init(title: WordList, body: WordList) {
        self.title = title
        self.body = body
        fingerprint = Fingerprint(title: title, body: body)
    }
}

/// Cuts entries into words. One for each thread: it keeps its scratch memory.
public struct EntryScanner: Sendable {
    private var scanner = WordScanner()

    /// A scanner.
    public init() {}

    /// The words of `entry`.
    public mutating func text(of entry: Entry) -> EntryText {
        text(title: entry.title, body: entry.body)
    }

    /// The words of `story`.
    mutating func text(of story: Story) -> EntryText {
        text(title: story.title, body: story.body)
    }

    /// The words of a title and a text.
    mutating func text(title: UTF8Text, body: UTF8Text) -> EntryText {
        EntryText(title: scanner.words(of: title), body: scanner.words(of: body))
    }

    /// The words of `text`.
    mutating func words(of text: UTF8Text) -> WordList { scanner.words(of: text) }
}
