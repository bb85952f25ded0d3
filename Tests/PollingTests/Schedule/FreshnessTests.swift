// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct FreshnessTests {
    private let feeds = [
        FeedSpecification(key: "http://a.test/", interval: .seconds(3600)),
        FeedSpecification(key: "http://b.test/", interval: .seconds(3600)),
    ]

    /// Runs for `days`; each feed shows an entry for every `period` hours in which it posts.
    private func run(
        days: Int, period: Int = 3, silentAfter day: Int = .max, isBodyChanging: Bool = false,
        othersPost: Bool = true
    ) throws -> Lab {
        var lab = Lab(feeds)
        var events: [PollNotice.Event] = []
        let begin = lab.now.wall
        var bodies: UInt64 = 1000
        while lab.now.wall - begin < .seconds(Int64(days) * 86_400) {
            for start in try lab.next() {
                let isFirst = start.key == feeds[0].key
                var hours = Int((lab.now.wall - begin).inSeconds / 3600)
                let isSilent = isFirst || !othersPost
                if isSilent, day < .max { hours = min(hours, day * 24) }
                let newest = 100 + hours / period
                bodies += 1
                let hash = isFirst && isBodyChanging ? bodies : UInt64(newest)
                if start.bodyHash == hash {
                    events += lab.finish(start, Answer.notModified())
                    continue
                }
                let shown = (newest - 9...newest).reversed()
                let dates = shown.map { begin + .seconds(Int64($0 - 100) * Int64(period) * 3600) }
                events += lab.finish(
                    start,
                    Answer.document(
                        shown.map { UInt64($0) }, for: start, dates: dates, bodyHash: hash))
            }
        }
        return lab
    }

    @Test func `a feed that posts as ever is ok`() throws {
        #expect(try run(days: 30).state.freshness == .ok)
    }

    @Test func `a feed that fell silent is quiet, then stuck while others post`() throws {
        #expect(
            try run(days: 16, silentAfter: 14).state.freshness == .ok
                || run(days: 16, silentAfter: 14).state.freshness == .quiet)
        #expect(try run(days: 20, silentAfter: 14).state.freshness == .quiet)
        #expect(try run(days: 24, silentAfter: 14).state.freshness == .stuck)
    }

    @Test func `one that is written anew each time is quiet, not stuck`() throws {
        let lab = try run(days: 24, silentAfter: 14, isBodyChanging: true)
        #expect(lab.state.freshness == .quiet)
    }

    @Test func `when nobody posts it is not the feed that is stuck`() throws {
        let lab = try run(days: 24, silentAfter: 14, othersPost: false)
        #expect(lab.state.freshness == .quiet)
    }

    @Test func `a feed that stopped right after it was found is missed`() throws {
        var lab = Lab()
        let dates = (0..<40).map { Lab.start.wall - .seconds(Int64($0) * 7200) }
        try lab.poll { Answer.document(Array(1...40), for: $0, dates: dates) }
        lab.wait(.seconds(6 * 86_400))
        try lab.poll { _ in Answer.notModified() }
        #expect(lab.state.freshness == .ok)
        lab.wait(.seconds(2 * 86_400))
        try lab.poll { _ in Answer.notModified() }
        #expect(lab.state.freshness == .quiet)
    }

    @Test func `an import of one day tells no rhythm`() throws {
        var lab = Lab()
        let dates = (0..<40).map { Lab.start.wall - .seconds(Int64($0) * 60) }
        try lab.poll { Answer.document(Array(1...40), for: $0, dates: dates) }
        lab.wait(.seconds(20 * 86_400))
        try lab.poll { _ in Answer.notModified() }
        #expect(lab.state.freshness == .ok)
    }

    @Test func `a window of less than half is shrunk`() throws {
        var lab = Lab()
        try lab.poll { Answer.document(Array(1...20), for: $0) }
        let events = try lab.poll { Answer.document(Array(1...5), for: $0, bodyHash: 8) }.events
        #expect(events == [.state(from: .ok, to: .shrunk)])
        let back = try lab.poll { Answer.document(Array(1...20), for: $0) }.events
        #expect(back == [.state(from: .shrunk, to: .ok)])
        let empty = try lab.poll { Answer.document([], for: $0, bodyHash: 9) }.events
        #expect(empty == [.state(from: .ok, to: .shrunk)])
    }

    @Test func `a smaller window is believed in the end`() throws {
        var lab = Lab()
        try lab.poll { Answer.document(Array(1...20), for: $0) }
        for round in 0..<40 {
            try lab.poll { Answer.document(Array(1...8), for: $0, bodyHash: UInt64(round) + 10) }
        }
        #expect(lab.state.freshness == .ok)
    }
}
