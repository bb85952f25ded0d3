// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization
import Testing

@testable import SystemCalls

@Suite(.timeLimit(.minutes(1))) struct DedicatedThreadTests {
    @Test func joinWaitsForTheBody() throws {
        let done = Flag()
        let gate = Mailbox<Int>(capacity: 1)
        let thread = try DedicatedThread(name: "test") {
            _ = gate.take()
            done.isSet.withLock { $0 = true }
        }
        gate.put(1)
        thread.join()
        #expect(done.isSet.withLock { $0 })
        thread.join()
    }

    @Test func runsUnderItsNameWithSignalsBlocked() throws {
        let answers = Mailbox<(String, Bool)>(capacity: 1)
        var before = sigset_t()
        pthread_sigmask(SIG_SETMASK, nil, &before)
        let thread = try DedicatedThread(name: "a name longer than fifteen") {
            var mask = sigset_t()
            pthread_sigmask(SIG_SETMASK, nil, &mask)
            answers.put((Self.nameOfThread(), sigismember(&mask, SIGTERM) == 1))
        }
        thread.join()
        let answer = try #require(answers.take()?.first)
        #expect(answer.0 == "a name longer t")
        #expect(answer.1)
        var after = sigset_t()
        pthread_sigmask(SIG_SETMASK, nil, &after)
        #expect(sigismember(&before, SIGTERM) == sigismember(&after, SIGTERM))
    }

    @Test func aBadStackSizeIsAnError() {
        #expect(throws: SystemError.self) {
            _ = try DedicatedThread(name: "test", stackSize: 1) {}
        }
    }

    @Test func anUnjoinedThreadLivesOn() throws {
        let numbers = Mailbox<Int>(capacity: 1)
        _ = try DedicatedThread(name: "test") { numbers.put(7) }
        #expect(numbers.take() == [7])
    }

    /// What the kernel calls this thread.
    private static func nameOfThread() -> String {
        let comm = try? FileDescriptor.open("/proc/thread-self/comm", O_RDONLY).read(upTo: 64)
        return String(decoding: (comm ?? []).dropLast(), as: UTF8.self)
    }
}

private final class Flag: Sendable {
    let isSet = Mutex(false)
}
