// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FeedFetching

@Suite struct HostQueueTests {
    @Test func keepsTheOrderAndTheLimitOfAHost() {
        var queue = HostQueue<Int>(limitPerHost: 2)
        for number in 1...4 { queue.append(number, host: "a") }
        #expect(queue.next() == 1)
        #expect(queue.next() == 2)
        #expect(queue.next() == nil)
        queue.finish(host: "a")
        #expect(queue.next() == 3)
        #expect(queue.next() == nil)
        queue.finish(host: "a")
        queue.finish(host: "a")
        #expect(queue.next() == 4)
        #expect(queue.next() == nil)
    }

    @Test func hostsTakeTurns() {
        var queue = HostQueue<String>(limitPerHost: 2)
        for text in ["a1", "a2", "a3"] { queue.append(text, host: "a") }
        for text in ["b1", "b2"] { queue.append(text, host: "b") }
        #expect((0..<5).map { _ in queue.next() } == ["a1", "b1", "a2", "b2", nil])
    }

    @Test func aNewLimitCountsAtOnce() {
        var queue = HostQueue<Int>(limitPerHost: 1)
        for number in 1...5 { queue.append(number, host: "a") }
        #expect(queue.next() == 1)
        #expect(queue.next() == nil)
        queue = queue.limited(to: 3)
        #expect(queue.next() == 2)
        #expect(queue.next() == 3)
        #expect(queue.next() == nil)
        queue = queue.limited(to: 1)
        queue.finish(host: "a")
        queue.finish(host: "a")
        #expect(queue.next() == nil)
        queue.finish(host: "a")
        #expect(queue.next() == 4)
    }

    @Test func drainTakesAllWhoWait() {
        var queue = HostQueue<Int>(limitPerHost: 1)
        for number in 1...3 { queue.append(number, host: "a") }
        queue.append(9, host: "b")
        #expect(queue.next() == 1)
        #expect(queue.drain() == [2, 3, 9])
        #expect(queue.next() == nil)
        queue.finish(host: "a")
        queue.append(4, host: "a")
        #expect(queue.next() == 4)
    }

    @Test func aQueueIsFirstInFirstOutWhateverItsLength() {
        var queue = FIFO<Int>()
        var expected = 0
        for number in 0..<500 {
            queue.append(number)
            if number % 3 == 0 {
                #expect(queue.popFirst() == expected)
                expected += 1
            }
        }
        #expect(queue.count == 500 - expected)
        while let next = queue.popFirst() {
            #expect(next == expected)
            expected += 1
        }
        #expect(expected == 500)
        #expect(queue.isEmpty)
    }
}
