// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SystemCalls

@Suite(.timeLimit(.minutes(1))) struct MailboxTests {
    @Test func takesInOrderAndInBatches() {
        let box = Mailbox<Int>(capacity: 10)
        #expect(box.put(1))
        #expect(box.put(contentsOf: [2, 3, 4]))
        #expect(box.count == 4)
        #expect(box.take(upTo: 3) == [1, 2, 3])
        #expect(box.take() == [4])
    }

    @Test func givesNothingAtTheDeadline() {
        let box = Mailbox<Int>(capacity: 1)
        #expect(box.take(until: SystemClock.monotonicMilliseconds() + 5) == [])
        #expect(box.take(until: -1) == [])
    }

    @Test func aClosedOneGivesWhatItHasAndThenNil() {
        let box = Mailbox<Int>(capacity: 5)
        box.put(1)
        box.close()
        #expect(!box.put(2))
        #expect(!box.post(contentsOf: [3]))
        #expect(box.take() == [1])
        #expect(box.take() == nil)
        #expect(box.take(until: SystemClock.monotonicMilliseconds() + 60_000) == nil)
    }

    @Test func postPassesTheCapacity() {
        let box = Mailbox<Int>(capacity: 1)
        box.post(contentsOf: [1, 2, 3])
        box.post(contentsOf: [4])
        #expect(box.take() == [1, 2, 3, 4])
    }

    @Test func aFullOneMakesPutWait() throws {
        let box = Mailbox<Int>(capacity: 2)
        let writer = try DedicatedThread(name: "writer") {
            for number in 0..<1000 { box.put(number) }
            box.close()
        }
        var seen: [Int] = []
        while let batch = box.take() {
            #expect(batch.count <= 2)
            seen += batch
        }
        writer.join()
        #expect(seen == Array(0..<1000))
    }

    @Test func closingFreesAWaitingWriter() throws {
        let box = Mailbox<Int>(capacity: 1)
        let answers = Mailbox<Bool>(capacity: 1)
        box.put(1)
        let writer = try DedicatedThread(name: "writer") { answers.put(box.put(2)) }
        box.close()
        writer.join()
        #expect(answers.take() == [false])
    }

    @Test func manyTakersLoseNothing() throws {
        let box = Mailbox<Int>(capacity: 8)
        let sums = Mailbox<Int>(capacity: 4)
        let takers = try (0..<4).map { _ in
            try DedicatedThread(name: "taker") {
                var sum = 0
                while let batch = box.take(upTo: 3) { sum += batch.reduce(0, +) }
                sums.put(sum)
            }
        }
        for start in stride(from: 0, to: 3000, by: 30) {
            box.put(contentsOf: Array(start..<start + 30))
        }
        box.close()
        for taker in takers { taker.join() }
        #expect(sums.count == 4)
        #expect(sums.take()?.reduce(0, +) == (0..<3000).reduce(0, +))
    }
}
