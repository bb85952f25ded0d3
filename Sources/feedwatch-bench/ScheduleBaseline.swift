// SPDX-License-Identifier: Apache-2.0

/// Rules that need no learning, to compare with.
enum ScheduleBaseline: CaseIterable {
    case fixed, miniflux

    var name: String {
        switch self {
        case .fixed: "fixed"
        case .miniflux: "miniflux's rule"
        }
    }

    private static let floor = 300_000.0
    private static let ceiling = 86_400_000.0
    private static let week = 604_800_000.0

    /// Every feed's polls, with all waits stretched so that the measured part has `requests`.
    func polls(over recording: Recording, requests: Int) -> [[Int64]] {
        var (low, high, scale) = (0.0, Double.infinity, 1.0)
        var best: (distance: Int, polls: [[Int64]]) = (.max, [])
        for _ in 0..<14 {
            let polls = polls(over: recording, scale: scale)
            let count = polls.joined().count { $0 >= recording.learnt }
            if abs(count - requests) < best.distance {
                best = (abs(count - requests), polls)
            }
            if best.distance * 500 <= requests { break }
            if count > requests { low = scale } else { high = scale }
            let guess = scale * Double(count) / Double(requests)
            scale = guess > low && guess < high ? guess : (low + min(high, low * 4 + 1)) / 2
        }
        return best.polls
    }

    private func polls(over recording: Recording, scale: Double) -> [[Int64]] {
        recording.feeds.enumerated().map { (number, feed) in
            var times: [Int64] = []
            // A fixed spread of phases over the half hour.
            var time = Double(recording.start + Int64(number) * 1_046_527 % 1_800_000)
            var (shown, weekStart) = (0, 0)
            while time < Double(recording.end) {
                times.append(Int64(time))
                while shown < feed.times.count, Double(feed.times[shown]) <= time { shown += 1 }
                while weekStart < shown, Double(feed.times[weekStart]) < time - Self.week {
                    weekStart += 1
                }
                let wait = self == .fixed ? 1_800_000 : Self.miniflux(feed.times[weekStart..<shown])
                time += min(max(wait * scale, Self.floor), Self.ceiling)
            }
            return times
        }
    }

    /// miniflux's entry_frequency: a week divided by the week's entries, as its entries' mean
    /// distance gives them, between 5 minutes and 24 hours.
    private static func miniflux(_ times: ArraySlice<Int64>) -> Double {
        guard let first = times.first, let last = times.last, last > first else { return ceiling }
        let distance = Double(last - first) / Double(times.count - 1)
        return min(max(week / (week / distance).rounded(.up), floor), ceiling)
    }
}
