// SPDX-License-Identifier: Apache-2.0

import Deduplication
import FeedModel
import Randomness

/// Texts that have the word frequencies of language; the same number gives the same text.
struct TextSource {
    /// The words, and the sums of their frequencies, which fall with the rank.
    private let words: [[UInt8]]
    private let sums: [Double]

    init() {
        var random = SplitMix64(seed: 1)
        words = (0..<60_000).map { rank in
            // Frequent words are short: a letter more for every fourfold rank.
            let length = 2 + (64 - (rank + 1).leadingZeroBitCount) / 2 + Int(random.next() % 2)
            return (0..<length).map { _ in UInt8(ascii: "a") + UInt8(random.next() % 26) }
        }
        var sum = 0.0
        sums = (1...60_000).map {
            sum += 1 / Double($0)
            return sum
        }
    }

    /// The entry `number`.
    func entry(_ number: Int, bytes: Int) -> Entry {
        var random = SplitMix64(seed: UInt64(truncatingIfNeeded: number) &* 7919 &+ 11)
        var entry = Entry()
        entry.url = UTF8Text("https://news.example.org/2026/story-\(number)")
        entry.guid = UTF8Text("\(number)")
        entry.title = text(60, &random)
        entry.contentText = text(bytes, &random)
        return entry
    }

    /// An edited copy of the entry `number` on another site.
    func copy(of number: Int, bytes: Int) -> Entry {
        var entry = entry(number, bytes: bytes)
        entry.url = UTF8Text("https://copy.example.net/\(number)")
        entry.guid = UTF8Text("copy \(number)")
        let text = entry.contentText.bytes
        let credit = Array("TOKYO (Wire) - ".utf8)
        let half = text.firstIndex(of: UInt8(ascii: "\n")) ?? text.count
        entry.contentText = UTF8Text(utf8: credit + text.prefix(max(half, text.count * 3 / 4)))
        return entry
    }

    /// The entry `number` as a story.
    func story(_ number: Int, bytes: Int, stored: Instant) -> Story {
        let entry = entry(number, bytes: bytes)
        let feed = Self.feed(number)
        let identity = EntryIdentity.identities(of: [entry], feedURL: feed)[0]
        let id = identity.storyID(of: entry, feedURL: feed)
        var story = Story(id: id, stored: stored, feed: FeedReference(url: feed))
        story.url = entry.url
        story.guid = entry.guid
        story.title = entry.title
        story.contentText = entry.contentText
        story.fingerprint = Fingerprint(of: entry).text
        return story
    }

    /// One of a thousand feeds.
    static func feed(_ number: Int) -> UTF8Text {
        UTF8Text("https://feeds.example.org/\(number % 1000)")
    }

    private func text(_ bytes: Int, _ random: inout SplitMix64) -> UTF8Text {
        var text: [UInt8] = []
        text.reserveCapacity(bytes + 16)
        var count = 0
        while text.count < bytes {
            // Every fortieth word or so is a number, as in the news.
            let choice = random.next()
            if choice % 40 == 0 {
                text += Array("\(choice >> 54)".utf8)
            } else {
                text += words[rank(choice)]
            }
            count += 1
            text += count % 18 == 0 ? [0x2E, 0x0A, 0x0A] : [0x20]
        }
        return UTF8Text(utf8: text)
    }

    private func rank(_ random: UInt64) -> Int {
        let wanted = Double(random >> 11) / Double(1 << 53) * (sums.last ?? 1)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
