// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Randomness
import Testing

@testable import Polling

/// The schedule against random servers, with its promises checked at every step.
@Suite struct RandomAnswersTests {
    private let feeds: [FeedSpecification] = (0..<30).map { number in
        let own: Duration? = number % 3 == 0 ? nil : .seconds(1 + number % 5)
        return FeedSpecification(key: "http://h\(number % 7).test/\(number)", interval: own)
    }

    private func answer(_ start: PollStart, _ random: inout SplitMix64) -> PollResult {
        let response = PollResponse(
            status: 200, effectiveURL: start.url,
            validators: Validators(etag: Bool.random(using: &random) ? "\"x\"" : nil),
            cacheControl: Bool.random(using: &random) ? "max-age=3" : nil)
        switch Int.random(in: 0..<16, using: &random) {
        case 0:
            let pauses: [String?] = ["2", "0", nil]
            return Answer.status(
                429, retryAfter: pauses.randomElement(using: &random) ?? nil, at: start.url)
        case 1: return Answer.status(503, retryAfter: "3", at: start.url)
        case 2: return Answer.failed(FailureKind.allCases.randomElement(using: &random) ?? .dns)
        case 3: return Answer.status(410)
        case 4:
            var moved = response
            let to = "http://h\(Int.random(in: 0..<7, using: &random)).test/0"
            moved.redirects = [PollRedirect(status: 301, from: start.url, to: to)]
            return Answer.feed(start, moved)
        case 5..<8: return Answer.notModified()
        default:
            let first = UInt64.random(in: 0..<20, using: &random)
            return Answer.document(
                Array(first..<first + 5), for: start, response: response, bodyHash: first)
        }
    }

    @Test(arguments: 1...5) func `promises hold whatever servers answer`(seed: UInt64) throws {
        var policy = PollingPolicy.quick
        policy.hostDelay = .milliseconds(500)
        policy.maxConnections = 8
        policy.maxInterval = .seconds(20)
        var lab = Lab(feeds, policy: policy, seed: seed)
        var random = SplitMix64(seed: seed)
        var underWay: [PollStart] = []
        var lastStart: [String: Instant] = [:]
        var asked: [String: Int] = [:]
        for step in 0..<4000 {
            if step % 500 == 499 {
                let some = feeds.filter { _ in Int.random(in: 0..<10, using: &random) > 0 }
                lab.schedule.reconfigure(
                    policy: policy, feeds: some, memory: lab.saved(), at: lab.now)
            }
            let wake = lab.schedule.nextWake()
            if let wake, underWay.isEmpty || Bool.random(using: &random) {
                lab.wait(Duration.milliseconds(max(wake - lab.now.monotonic, 0)))
                for start in lab.schedule.due(at: lab.now) {
                    let host = AskedURL(start.url).host
                    if let last = lastStart[host] {
                        #expect(lab.now.wall - last >= Duration.milliseconds(500))
                    }
                    lastStart[host] = lab.now.wall
                    #expect(!underWay.contains { $0.feed == start.feed })
                    underWay.append(start)
                    asked[start.key, default: 0] += 1
                }
            } else if let index = underWay.indices.randomElement(using: &random) {
                let start = underWay.remove(at: index)
                lab.wait(Duration.milliseconds(Int64.random(in: 0...300, using: &random)))
                _ = lab.finish(start, answer(start, &random))
            }
            #expect(lab.schedule.inFlight == underWay.count)
            #expect(underWay.count <= 8)
            let perHost = Dictionary(grouping: underWay) { AskedURL($0.url).host }
            #expect(perHost.values.allSatisfy { $0.count <= 2 })
        }
        // Nobody is forgotten but those that are gone.
        let gone = lab.schedule.places.count { $0.state.isGone }
        #expect(asked.count == 30)
        #expect(lab.schedule.nextWake() != nil || !underWay.isEmpty || gone > 20)
    }
}
