// SPDX-License-Identifier: Apache-2.0

import Randomness

/// A feed of the soak: how often it publishes and what ails it follow from its number.
struct SoakFeed {
    let number: Int

    /// What is the matter with a feed from its first poll to its last.
    enum Character {
        case sound, missing, gone, page, movedForGood, sentElsewhere, withoutValidators
    }

    /// How many entries it shows.
    static let window = 15
    /// How many it had published before the soak began.
    private static let archive = 100

    /// What is the matter with it: two feeds in fifteen are never sound.
    var character: Character {
        switch random(1) % 60 {
        case 0: .missing
        case 1: .gone
        case 2: .page
        case 3, 4: .movedForGood
        case 5: .sentElsewhere
        case 6, 7: .withoutValidators
        default: .sound
        }
    }

    /// One feed in ten has the entries of the one before it, as mirrors and planets do.
    var mirrored: Int? { number % 10 == 9 ? number - 1 : nil }

    /// The time between two entries in milliseconds.
    private var period: Int64 {
        [20_000, 40_000, 60_000, 120_000, 300_000, 1_200_000][Int(random(2) % 6)]
    }

    /// The number of the newest entry, a time after the beginning.
    ///
    /// - Parameter time: In milliseconds.
    func newest(at time: Int64) -> Int {
        if let mirrored { return SoakFeed(number: mirrored).newest(at: time) }
        let phase = Int64(random(3) % UInt64(period))
        return Self.archive + Int((time + phase) / period)
    }

    /// The entries it shows while `newest` is the newest, that one first.
    func entries(newest: Int) -> [SoakEntry] {
        (0..<Self.window).map { SoakEntry(feed: mirrored ?? number, number: newest - $0) }
    }

    private func random(_ part: UInt64) -> UInt64 {
        var random = SplitMix64(seed: UInt64(truncatingIfNeeded: mirrored ?? number) &+ part << 48)
        // What mirrors have of their own is their character.
        if part == 1 { random = SplitMix64(seed: UInt64(truncatingIfNeeded: number) &+ part << 48) }
        return random.next()
    }
}
