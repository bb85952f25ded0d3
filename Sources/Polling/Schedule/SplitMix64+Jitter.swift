// SPDX-License-Identifier: Apache-2.0

/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", OOPSLA
/// 2014): for jitter, the same for the same seed.
struct RandomSource: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A duration in milliseconds, evenly from 0 to `most`.
    mutating func milliseconds(upTo most: Int64) -> Int64 {
        most > 0 ? Int64.random(in: 0...most, using: &self) : 0
    }
}
