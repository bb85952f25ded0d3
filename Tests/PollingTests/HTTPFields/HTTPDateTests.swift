// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct HTTPDateTests {
    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994", "sun, 06 nov 1994 08:49:37 GMT",
    ])
    func `the three forms name one instant`(text: String) {
        #expect(HTTPDate.parse(text, now: Lab.start.wall) == Instant(seconds: 784_111_777))
    }

    @Test func `a year of two digits is at most fifty years ahead`() throws {
        let near = try #require(
            HTTPDate.parse("Sunday, 06-Nov-76 08:49:37 GMT", now: Lab.start.wall))
        #expect(near.day.year == 2076)
        let far = try #require(
            HTTPDate.parse("Sunday, 06-Nov-77 08:49:37 GMT", now: Lab.start.wall))
        #expect(far.day.year == 1977)
    }

    @Test(arguments: [
        "", "0", "-1", "tomorrow", "Sun, 31 Feb 2026 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 PST", "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 19940 08:49:37 GMT",
        "Sun, 999999999999999999999 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z",
        String(repeating: "Sun, ", count: 1000),
    ])
    func `anything else is no date`(text: String) {
        #expect(HTTPDate.parse(text, now: Lab.start.wall) == nil)
    }
}
