// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Glibc

extension Rhythm {
    /// So many entries had to be expected before their absence is remarkable: a Poisson process
    /// misses eight with a chance of 1 in 3,000, and feeds are burstier than that.
    private static let remarkable = 8.0

    /// Whether no entry from `start` to `end` is more than rhythm and chance explain: many were
    /// expected, and the pause is twice as long as any before.
    func isSilence(from start: Instant, to end: Instant) -> Bool {
        let seconds = end.inSeconds - start.inSeconds
        guard seconds > 86_400, let longest = gaps.indices.last(where: { gaps[$0] >= 1 }) else {
            return false
        }
        let bound = longest < GapClass.bounds.count ? GapClass.bounds[longest] : 16 * 86_400
        guard seconds > 2 * bound else { return false }
        // The rate as it was before the silence, which has since pulled it down.
        let kept = exp(-seconds / Self.memory)
        let watched = max(exposure - Self.memory * (1 - kept), 0) / kept
        let before = entries / kept / (watched + 43_200)
        return before * seconds >= Self.remarkable
    }
}
