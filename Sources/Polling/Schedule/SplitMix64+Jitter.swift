// SPDX-License-Identifier: Apache-2.0

internal import Randomness

extension SplitMix64 {
    /// A duration in milliseconds, evenly from 0 to `most`.
    mutating func milliseconds(upTo most: Int64) -> Int64 {
        most > 0 ? Int64.random(in: 0...most, using: &self) : 0
    }
}
