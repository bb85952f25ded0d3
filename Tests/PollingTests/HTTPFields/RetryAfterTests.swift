// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct RetryAfterTests {
    private func pause(_ value: String?, date: String? = nil) -> Int64? {
        RetryAfter.pause(
            of: PollResponse(status: 503, date: date, retryAfter: value), now: Lab.start.wall)
    }

    @Test(arguments: [
        ("120", 120_000), (" 7 ", 7_000), ("0", 0), ("86400", 86_400_000),
        ("86401", 86_400_000), ("99999999999999999999999", 86_400_000),
    ])
    func `seconds count up to a day`(value: String, milliseconds: Int64) {
        #expect(pause(value) == milliseconds)
    }

    @Test(arguments: ["", "soon", "-5", "1.5", "1e9", "0x10", "5 seconds", "１２０"])
    func `garbage is no pause`(value: String) {
        #expect(pause(value) == nil)
    }

    @Test func `dates count from the server's own clock`() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(pause("Sun, 06 Nov 1994 08:50:37 GMT", date: date) == 60_000)
        #expect(pause("Sunday, 06-Nov-94 08:50:37 GMT", date: date) == 60_000)
        #expect(pause("Sun Nov  6 08:50:37 1994", date: date) == 60_000)
        #expect(pause("Sun, 06 Nov 1994 08:48:37 GMT", date: date) == 0)
    }

    @Test func `without a Date field they count from ours`() {
        #expect(pause("Sat, 21 Nov 2026 12:02:00 GMT") == 120_000)
        #expect(pause("Sat, 21 Nov 2020 12:02:00 GMT") == 0)
        #expect(pause("Sat, 21 Nov 2099 12:02:00 GMT") == 86_400_000)
    }
}
