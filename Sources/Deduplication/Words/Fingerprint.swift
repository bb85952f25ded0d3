// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What a reader would notice of a story's title and text: the words in their order, without
/// punctuation, white space, tracking parameters of URLs, and counters ("12 comments").
///
/// The upper half is the title's, the lower the text's, so that two of them tell what changed; one
/// change in 2³² goes unnoticed. It never decides alone that two entries are one.
public struct Fingerprint: Hashable, Sendable {
    /// Both halves.
    public let value: UInt64

    /// The fingerprint of `entry`.
    public init(of entry: Entry) {
        var scanner = WordScanner()
        self.init(title: scanner.words(of: entry.title), body: scanner.words(of: entry.body))
    }

    /// Reads the 16 hexadecimal digits of a record; nil for anything else.
    init?(hexadecimal text: UTF8Text) {
        guard text.count == 16, let value = UInt64(text.string, radix: 16) else { return nil }
        self.value = value
    }

    /// The fingerprint of a title and a text.
    init(title: WordList, body: WordList) {
        self.init(title: Self.half(title.words), body: Self.half(body.words))
    }

    /// The fingerprint of two halves.
    init(title: UInt32, body: UInt32) {
        value = UInt64(title) << 32 | UInt64(body)
    }

    /// The title's half.
    var title: UInt32 { UInt32(truncatingIfNeeded: value >> 32) }
    /// The text's half.
    var body: UInt32 { UInt32(truncatingIfNeeded: value) }

    /// The 16 hexadecimal digits of a record.
    public var text: UTF8Text {
        let digits = String(value, radix: 16)
        return UTF8Text(String(repeating: "0", count: 16 - digits.utf8.count) + digits)
    }

    /// The half of a text of these words.
    static func half(_ words: [Word]) -> UInt32 {
        var hash: UInt64 = 1
        for word in Counters.removed(from: words) { hash = Hash64.mix(hash ^ word.bits, seed) }
        return UInt32(truncatingIfNeeded: hash >> 32)
    }

    private static let seed: UInt64 = 0xd6e8_feb8_6659_fd93
}
