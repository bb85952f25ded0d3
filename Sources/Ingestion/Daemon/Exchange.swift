// SPDX-License-Identifier: Apache-2.0

internal import FeedFetching
internal import SystemCalls
internal import TopicMatching

/// Everything between a poll's start and its judged entries: the fetcher's thread, and workers
/// that parse and match. Each job comes back once through `deliver`.
///
/// No queue in here needs a bound of its own: the schedule has at most `max_connections` polls
/// under way, and some more that wait for names, wherever in here they are.
final class Exchange: Sendable {
    private let jobs: JobTable
    private let work: Mailbox<Answer>
    private let fetcher: Fetcher
    private let workers: [DedicatedThread]

    /// An answer on its way to a worker.
    private struct Answer: Sendable {
        var job: PollJob
        var result: FetchResult
    }

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - topics: The topics that workers are ready for; jobs may bring others.
    ///   - deliver: Called on any of the threads with what has been processed, or with nothing
    ///     when `waitingForNames` has risen; must not wait.
    init(
        limits: FetchLimits, workers count: Int, topics: TopicSet, keepsHTML: Bool,
        deliver: @escaping @Sendable ([ProcessedPoll]) -> Void
    ) throws {
        let jobs = JobTable()
        let work = Mailbox<Answer>(capacity: .max)
        self.jobs = jobs
        self.work = work
        fetcher = try Fetcher(limits: limits) { results in
            Self.hand(results, of: jobs, to: work, deliver)
        }
        var workers: [DedicatedThread] = []
        for number in 1...max(count, 1) {
            let thread = try DedicatedThread(name: "worker \(number)", stackSize: 2 << 20) {
                var processor = AnswerProcessor(topics: topics, keepsHTML: keepsHTML)
                // One at a time: an answer may be megabytes, and other workers may be idle.
                while let answer = work.take(upTo: 1)?.first {
                    deliver([processor.process(answer.job, answer.result)])
                }
            }
            workers.append(thread)
        }
        self.workers = workers
    }

    /// Starts the requests of these jobs.
    func submit(_ jobs: [PollJob], as request: (PollJob, UInt64) -> FetchRequest) {
        guard !jobs.isEmpty else { return }
        let tokens = self.jobs.add(jobs)
        fetcher.submit(zip(jobs, tokens).map { request($0, $1) })
    }

    /// Jobs that do nothing yet but wait for a name to be looked up.
    var waitingForNames: Int { fetcher.waitingForNames }

    /// How many polls are being fetched, and how many answers wait for a worker.
    var depths: (fetching: Int, parsing: Int) { (jobs.count, work.count) }

    /// Sets new limits for all that starts from now on.
    func reconfigure(_ limits: FetchLimits) {
        fetcher.reconfigure(limits)
    }

    /// Ends all transfers; what is not delivered yet never is. Workers end after the answer they
    /// have in hand, which nobody waits for.
    func shutDown() {
        work.close()
        fetcher.shutdown()
    }

    /// On the fetcher's thread: what needs no work goes straight on, the rest to the workers.
    private static func hand(
        _ results: [FetchResult], of jobs: JobTable, to work: Mailbox<Answer>,
        _ deliver: ([ProcessedPoll]) -> Void
    ) {
        var processed: [ProcessedPoll] = []
        var answers: [Answer] = []
        for (result, job) in zip(results, jobs.take(results.map(\.token))) {
            guard let job else { continue }
            if let unchanged = ProcessedPoll(notModified: job, result) {
                processed.append(unchanged)
            } else {
                answers.append(Answer(job: job, result: result))
            }
        }
        if !processed.isEmpty || results.isEmpty { deliver(processed) }
        work.post(contentsOf: answers)
    }
}
