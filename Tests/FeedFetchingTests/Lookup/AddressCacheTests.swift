// SPDX-License-Identifier: Apache-2.0

import SystemCalls
import Testing

@testable import FeedFetching

@Suite struct AddressCacheTests {
    let answer = LookupAnswer.found([IPAddress("192.0.2.1")].compactMap(\.self))

    @Test func forgetsAtTheExpiry() {
        var cache = AddressCache(capacity: 2)
        cache.store(answer, for: "a", until: 100, now: 0)
        #expect(cache.answer(for: "a", at: 99) != nil)
        #expect(cache.answer(for: "a", at: 100) == nil)
        #expect(cache.answer(for: "b", at: 0) == nil)
    }

    @Test func staysWithinItsCapacity() {
        var cache = AddressCache(capacity: 2)
        cache.store(answer, for: "a", until: 10, now: 0)
        cache.store(answer, for: "b", until: 100, now: 0)
        cache.store(answer, for: "c", until: 100, now: 20)
        #expect(cache.answer(for: "b", at: 20) != nil)
        #expect(cache.answer(for: "c", at: 20) != nil)
        cache.store(answer, for: "d", until: 100, now: 20)
        #expect(cache.answer(for: "b", at: 20) == nil)
        #expect(cache.answer(for: "d", at: 20) != nil)
    }
}
