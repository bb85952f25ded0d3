// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Polling

@Suite struct CacheLifetimeTests {
    private func seconds(
        _ cacheControl: String?, expires: String? = nil, date: String? = nil, age: String? = nil
    ) -> Int64? {
        CacheLifetime.remaining(
            of: PollResponse(
                status: 200, cacheControl: cacheControl, expires: expires, date: date, age: age),
            now: Lab.start.wall
        ).map { $0 / 1000 }
    }

    @Test(arguments: [
        ("max-age=60", 60), ("public, max-age=60", 60), ("MAX-AGE=60", 60), ("max-age=\"60\"", 60),
        ("max-age=60, s-maxage=600", 600), ("s-maxage=60,max-age=600", 600),
        ("no-cache, max-age=5", 5), ("max-age=0", 0), (" max-age = 60 ", 60),
        ("max-age=60, max-age=600", 60), ("max-age=99999999999999999999", 2_147_483_648),
    ])
    func `the longer of max-age and s-maxage counts`(value: String, expected: Int64) {
        #expect(seconds(value) == expected)
    }

    @Test(arguments: [
        nil, "", "no-store", "no-cache", "max-age", "max-age=", "max-age=-1", "max-age=1.5",
        "max-age=\"\"", "max-age=\"", "xmax-age=60", "private, must-revalidate", ",,,=,=",
    ])
    func `what says nothing about time says nothing`(value: String?) {
        #expect(seconds(value) == nil)
    }

    @Test func `Expires counts from Date, and only without max-age`() {
        let (date, later) = ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 09:49:37 GMT")
        #expect(seconds(nil, expires: later, date: date) == 3600)
        #expect(seconds("max-age=60", expires: later, date: date) == 60)
        #expect(seconds(nil, expires: date, date: later) == 0)
        #expect(seconds(nil, expires: "0", date: date) == nil)
        #expect(seconds(nil, expires: "-1") == nil)
    }

    @Test func `the age is spent already`() {
        #expect(seconds("max-age=600", age: "100") == 500)
        #expect(seconds("max-age=600", age: "1000") == 0)
        #expect(seconds("max-age=600", age: "old") == 600)
    }
}
