// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What polls meant for the entries: how long each waited to be found.
struct ScheduleOutcome {
    let name: String
    /// Requests in the measured part.
    var requests = 0
    /// Delays of the measured entries in minutes, in order.
    var delays: [Double] = []
    /// Entries that scrolled off before a poll found them.
    var lost = 0
    /// The mean of the delays, each weighted with its feed's share of matches.
    var weightedMean = 0.0
    /// The mean of the feeds' means.
    var meanOfFeeds = 0.0

    init(_ name: String, polls: [[Int64]], of recording: Recording) {
        self.name = name
        var (sum, weights, feeds) = (0.0, 0.0, 0)
        for (feed, times) in zip(recording.feeds, polls) {
            requests += times.count { $0 >= recording.learnt && $0 < recording.end }
            let found = Self.delays(feed, times, recording, lost: &lost)
            guard !found.isEmpty else { continue }
            let total = found.reduce(0, +)
            delays += found
            sum += total * feed.weight
            weights += Double(found.count) * feed.weight
            meanOfFeeds += total / Double(found.count)
            feeds += 1
        }
        delays.sort()
        weightedMean = weights > 0 ? sum / weights : 0
        meanOfFeeds /= Double(max(feeds, 1))
    }

    /// The mean delay in minutes.
    var mean: Double { delays.reduce(0, +) / Double(max(delays.count, 1)) }

    private func percentile(_ share: Double) -> Double {
        delays.isEmpty ? 0 : delays[min(Int(share * Double(delays.count)), delays.count - 1)]
    }

    private static func delays(
        _ feed: Recording.Feed, _ polls: [Int64], _ recording: Recording, lost: inout Int
    ) -> [Double] {
        var (poll, newest) = (0, 0)
        var delays: [Double] = []
        for (number, time) in feed.times.enumerated()
        where time >= recording.learnt && time < recording.end {
            while poll < polls.count, polls[poll] < time { poll += 1 }
            let found = poll < polls.count ? min(polls[poll], recording.end) : recording.end
            delays.append(Double(found - time) / 60_000)
            while newest < feed.times.count, feed.times[newest] <= found { newest += 1 }
            if poll < polls.count, newest - number > feed.window { lost += 1 }
        }
        return delays
    }

    /// The outcomes in columns, times in minutes, with the change of the mean against the others.
    static func table(_ rows: [ScheduleOutcome], requests: Int) -> String {
        func column(_ text: String, _ width: Int = 12) -> String {
            String(repeating: " ", count: max(width - text.count, 1)) + text
        }
        func number(_ value: Double) -> String {
            let hundredths = Int((value * 100).rounded())
            return "\(hundredths / 100).\(String(hundredths % 100 + 100).dropFirst())"
        }
        var text = "requests to send: \(requests); delays in minutes\n"
        let titles = [
            "requests", "mean", "median", "p95", "weighted", "of feeds", "lost", "mean by",
        ]
        text += "policy          " + titles.map { column($0) }.joined() + "\n"
        for row in rows {
            let change = rows.first.map { Int((100 * ($0.mean / row.mean - 1)).rounded()) } ?? 0
            let columns = [
                "\(row.requests)", number(row.mean), number(row.percentile(0.5)),
                number(row.percentile(0.95)), number(row.weightedMean), number(row.meanOfFeeds),
                "\(row.lost)", row.name == rows.first?.name ? "" : "\(change) %",
            ]
            text += row.name + String(repeating: " ", count: max(16 - row.name.count, 1))
            text += columns.map { column($0) }.joined() + "\n"
        }
        return text
    }
}
