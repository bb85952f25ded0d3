// SPDX-License-Identifier: Apache-2.0

import FeedModel

extension FeedState {
    /// How the feed is doing at `now`.
    ///
    /// - Parameters:
    ///   - heldUntil: The end of its host's hold, if there is one.
    ///   - othersPost: Whether another feed brought something new within the last day.
    func freshness(at now: Instant, heldUntil host: Instant?, othersPost: Bool) -> FreshnessState {
        if isGone { return .gone }
        if failures > 0 {
            return result == .failed(.html) ? .htmlInstead : .failing
        }
        if let end = [heldUntil, host].compactMap(\.self).max(), end > now { return .held }
        if isSilent(at: now) {
            let isFrozen = lastChange.map { now - $0 >= Self.frozen } ?? false
            return isFrozen && othersPost ? .stuck : .quiet
        }
        if isShrunk { return .shrunk }
        return move.adopted == nil ? .ok : .moved
    }

    /// As long as validators are believed: by then an unconditional request has confirmed the body.
    private static let frozen = Duration.seconds(8 * 86_400)

    /// Whether the feed has been silent for longer than its rhythm explains.
    private func isSilent(at now: Instant) -> Bool {
        guard let lastNews, let first = rhythm.first,
            now.milliseconds - first.milliseconds >= 7 * 86_400_000
        else { return false }
        return rhythm.isSilence(from: lastNews, to: now)
    }
}
