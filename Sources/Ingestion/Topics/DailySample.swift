// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Chooses a bounded number of things a day, spread over it, without chance: the same things in the
/// same order give the same choice.
///
/// While more than half of the day's places are free, everything is taken; then every fourth of
/// what comes, by a hash; when half of the rest is taken every sixteenth, and so on: a day that
/// brings far too much is seen nearly to its end.
struct DailySample: Sendable {
    /// The UTC day that `taken` counts.
    private(set) var day: CivilDay?
    private var taken = 0

    /// Begins `day`, of which `taken` are taken already.
    mutating func begin(_ day: CivilDay, taken: Int) {
        self.day = day
        self.taken = taken
    }

    /// Whether the thing with this `hash` is chosen, of at most `limit` a day.
    mutating func takes(_ hash: UInt64, limit: Int) -> Bool {
        let free = limit - taken
        guard free > 0 else { return false }
        var (places, bits) = (limit, 0 as UInt64)
        while places / 2 >= free {
            places /= 2
            bits += 2
        }
        guard hash & ((1 &<< min(bits, 63)) - 1) == 0 else { return false }
        taken += 1
        return true
    }
}
