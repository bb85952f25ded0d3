// SPDX-License-Identifier: Apache-2.0

import Randomness

/// An entry of the soak's feeds. All that is said of it follows from who has it first and its
/// number there, so that nothing need be remembered of a site that runs for days.
struct SoakEntry: Hashable {
    /// The feed that has it first.
    let feed: Int
    /// Its number in that feed, counted up.
    let number: Int

    /// One entry in 240 is of the topic. The index of stories takes some 1.1 KB of the daemon's
    /// memory a story, and its tables double: with one in 60 that was 2 MB within the last half of
    /// an hour, which must not be taken for a leak.
    var matches: Bool { chance < 1 }
    /// Some more lack one clause of it.
    var nearlyMatches: Bool { (1..<4).contains(chance) }
    /// Some are changed later by their publisher.
    var changesLater: Bool { number % 7 == 0 }

    private var chance: UInt64 {
        var random = SplitMix64(seed: seed)
        return random.next() % 240
    }
    private var seed: UInt64 {
        UInt64(truncatingIfNeeded: feed) &* 1_000_003 &+ UInt64(truncatingIfNeeded: number)
    }

    /// What it is known by, and the link under which it is stored.
    var link: String { "https://soak.example/\(feed)/\(number)" }

    /// The entry that a stored link names; nil for a link of anybody else's.
    init?(link: some StringProtocol) {
        let parts = link.split(separator: "/")
        guard parts.count == 4, parts[1] == "soak.example", let feed = Int(parts[2]),
            let number = Int(parts[3])
        else { return nil }
        self.init(feed: feed, number: number)
    }

    init(feed: Int, number: Int) {
        (self.feed, self.number) = (feed, number)
    }

    var title: String {
        let words = words(4, from: 1)
        if matches { return "Abductions: \(words) and Pyongyang" }
        return nearlyMatches ? "Abductions: \(words)" : "Weather: \(words)"
    }

    /// Some 500 bytes, of which two entries share no more than the topic's words.
    func text(isChanged: Bool) -> String {
        isChanged ? "\(words(60, from: 2)). Later: \(words(25, from: 3))" : words(60, from: 2)
    }

    private func words(_ count: Int, from part: UInt64) -> String {
        var random = SplitMix64(seed: seed &+ part << 56)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 9)
        for _ in 0..<count {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
            var rest = random.next()
            for _ in 0..<4 {
                bytes.append(Self.consonants[Int(rest % 12)])
                bytes.append(Self.vowels[Int(rest / 12 % 5)])
                rest /= 60
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let consonants = Array("bdfgklmnprst".utf8)
    private static let vowels = Array("aeiou".utf8)
}
