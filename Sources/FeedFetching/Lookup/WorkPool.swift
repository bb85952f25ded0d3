// SPDX-License-Identifier: Apache-2.0

import Synchronization
import SystemCalls

/// Threads for work that blocks and cannot be interrupted: look-ups of names, reading of files.
///
/// A thread is started when work waits and all are busy, up to the bound, and then stays. Nobody
/// waits for one that hangs: at the end of the process it is simply gone.
final class WorkPool<Job: Sendable>: Sendable {
    private let name: String
    private let maxThreads: Int
    private let work: @Sendable (Job) -> Void
    private let jobs = Mailbox<Job>(capacity: 1)
    private let threads = Mutex(Count())

    private struct Count {
        var started = 0
        var busy = 0
    }

    init(name: String, maxThreads: Int, work: @escaping @Sendable (Job) -> Void) {
        self.name = name
        self.maxThreads = max(maxThreads, 1)
        self.work = work
    }

    /// Has the job done by one of the threads; false when there is none and none can be started.
    func submit(_ job: Job) -> Bool {
        let (needsThread, hasThread) = threads.withLock { count in
            let needed = count.started - count.busy <= jobs.count && count.started < maxThreads
            if needed { count.started += 1 }
            return (needed, count.started > (needed ? 1 : 0))
        }
        if needsThread, !startThread(), !hasThread { return false }
        return jobs.post(contentsOf: [job])
    }

    /// Lets the threads end once they have done what they are doing.
    func close() {
        jobs.close()
    }

    private func startThread() -> Bool {
        do {
            // getaddrinfo(3) keeps its buffers on the stack; 256 KiB has room for all of them.
            _ = try DedicatedThread(name: name, stackSize: 256 << 10) { self.run() }
            return true
        } catch {
            threads.withLock { $0.started -= 1 }
            return false
        }
    }

    private func run() {
        while let job = jobs.take(upTo: 1)?.first {
            threads.withLock { $0.busy += 1 }
            work(job)
            threads.withLock { $0.busy -= 1 }
        }
        threads.withLock { $0.started -= 1 }
    }
}
