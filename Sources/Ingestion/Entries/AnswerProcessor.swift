// SPDX-License-Identifier: Apache-2.0

internal import Checksums
internal import Deduplication
internal import FeedFetching
internal import FeedModel
internal import FeedParsing
internal import Polling
internal import TopicMatching

/// Makes of an answer what the store may need of it. It owns the scratch memory of one worker;
/// what it gives depends on the job and the answer alone.
struct AnswerProcessor: ~Copyable {
    private let decoder = ContentDecoder()
    private let parser: FeedParser
    private var topics: TopicSet
    private var matcher: TopicMatcher
    private var scanner = EntryScanner()

    /// A processor that begins with `topics`; a job may bring others.
    init(topics: TopicSet, keepsHTML: Bool) {
        var options = FeedParser.Options()
        options.keepsHTML = keepsHTML
        parser = FeedParser(options: options)
        self.topics = topics
        matcher = TopicMatcher(topics)
    }

    /// What became of the request of `job`.
    mutating func process(_ job: PollJob, _ result: FetchResult) -> ProcessedPoll {
        switch result.outcome(decoder) {
        case .failed(let failure): process(job, failure)
        case .response(let response): process(job, response)
        }
    }

    private mutating func process(_ job: PollJob, _ failure: FetchFailure) -> ProcessedPoll {
        // What came of a document cut short yields its entries; the rest comes with the next poll.
        if let partial = failure.partial, partial.isSuccess, !partial.body.isEmpty {
            var processed = process(job, partial)
            if case .document = processed.result.outcome {
                processed.failure = failure.message
                return processed
            }
        }
        var response = failure.partial.map(PollResponse.init)
        if response == nil, let status = failure.httpStatus {
            response = PollResponse(status: status)
        }
        response?.redirects = failure.redirects.map(PollRedirect.init)
        let kind = FailureKind(rawValue: failure.kind.rawValue) ?? .protocol
        return .failed(job, kind, failure.message, response)
    }

    private mutating func process(_ job: PollJob, _ response: FetchResponse) -> ProcessedPoll {
        let facts = PollResponse(response)
        var processed: ProcessedPoll
        if !response.isSuccess {
            processed = refused(job, response, facts)
        } else if response.body.isEmpty {
            processed = .failed(job, .empty, "the server sent an empty body", facts)
        } else {
            processed = document(job, response, facts)
        }
        processed.wireBytes = response.wireBytes
        processed.duration = response.duration
        return processed
    }

    /// A status without success. A wall that asks for a person is worth telling from a plain 403.
    private func refused(
        _ job: PollJob, _ response: FetchResponse, _ facts: PollResponse
    ) -> ProcessedPoll {
        if response.status == 403,
            case .notAFeed(let what) = parser.parse(
                response.body, contentType: response.contentType, baseURL: response.effectiveURL),
            what.kind == .botCheck
        {
            return .failed(job, .botCheck, what.message, facts)
        }
        return .failed(job, .http, "HTTP status \(response.status)", facts)
    }

    private mutating func document(
        _ job: PollJob, _ response: FetchResponse, _ facts: PollResponse
    ) -> ProcessedPoll {
        let hash = Self.hash(of: response.body)
        if hash == job.start.bodyHash, !response.isTruncated {
            return ProcessedPoll(
                job: job, result: PollResult(outcome: .unchanged, response: facts))
        }
        let parsed = parser.parse(
            response.body, contentType: response.contentType, baseURL: response.effectiveURL)
        switch parsed {
        case .notAFeed(let what):
            return .failed(job, what.kind.failureKind, what.message, facts)
        case .feed(let feed):
            let extent: WindowComparison.Extent =
                if response.isTruncated || feed.isTruncated {
                    .truncated
                } else if response.status == 226 {
                    .delta
                } else {
                    .whole
                }
            return entries(of: feed, job, facts, extent: extent, hash: hash)
        }
    }

    private mutating func entries(
        of feed: Feed, _ job: PollJob, _ facts: PollResponse, extent: WindowComparison.Extent,
        hash: UInt64
    ) -> ProcessedPoll {
        let entries = Self.whole(feed.entries, extent)
        let identities = EntryIdentity.identities(of: entries, feedURL: job.feed.url)
        let comparison = job.start.window.compare(
            with: identities.map {
                WindowEntry(identity: $0.windowKey, fingerprint: $0.contentPrint)
            },
            extent: extent, topicsVersion: job.start.topicsVersion)
        let title = feed.title.isEmpty ? job.feed.name : feed.title
        let reference = FeedReference(
            url: job.feed.url, title: job.feed.name.isEmpty ? title : job.feed.name)
        var candidates: [Candidate] = []
        var nearMisses: [NearMissedEntry] = []
        var books = Books()
        for (index, entry) in entries.enumerated() {
            let verdict = comparison.verdicts[index]
            if verdict == .known, !comparison.matchesAll {
                books.known += 1
                continue
            }
            let matches = match(entry, feedTitle: title, job)
            if matches.isEmpty, verdict == .new, job.findsNearMisses {
                let misses = matcher.nearMisses(allowing: job.selection)
                if !misses.isEmpty {
                    nearMisses.append(
                        NearMissedEntry(title: entry.title, url: entry.url, misses: misses))
                }
            }
            if matches.isEmpty, verdict != .changed {
                if verdict == .new { books.rejected += 1 } else { books.known += 1 }
                continue
            }
            candidates.append(
                candidate(
                    entry, identities[index], matches, of: reference, job,
                    wasShown: verdict != .new))
        }
        let document = PolledDocument(
            comparison: comparison, entries: entries, hints: feed.pollingHints,
            bodyHash: hash)
        var processed = ProcessedPoll(
            job: job, result: PollResult(outcome: .document(document), response: facts))
        processed.feedTitle = title
        processed.candidates = candidates
        processed.nearMisses = nearMisses
        processed.books = books
        if extent == .truncated { processed.failure = "the document ends before its end" }
        return processed
    }

    private mutating func candidate(
        _ entry: Entry, _ identity: EntryIdentity, _ matches: [TopicVerdict],
        of feed: FeedReference, _ job: PollJob, wasShown: Bool
    ) -> Candidate {
        let text = scanner.text(of: entry)
        var candidate = Candidate(
            entry: entry, identity: identity, text: text, wasShown: wasShown)
        if !matches.isEmpty {
            candidate.story = StoryCandidate(
                Story(
                    entry, identity, text, feed: feed, topics: matches, keepsHTML: job.keepsHTML))
        }
        return candidate
    }

    /// The entries but for one that a cut left without anything to know it by: it would be another
    /// entry when it comes whole.
    private static func whole(
        _ entries: [Entry], _ extent: WindowComparison.Extent
    ) -> [Entry] {
        guard extent == .truncated, let last = entries.last, last.guid.isEmpty, last.url.isEmpty
        else { return entries }
        return Array(entries.dropLast())
    }

    private mutating func match(
        _ entry: Entry, feedTitle: UTF8Text, _ job: PollJob
    ) -> [TopicVerdict] {
        if job.topics !== topics {
            topics = job.topics
            matcher = TopicMatcher(topics)
        }
        return matcher.match(
            MatchDocument(entry, feedTitle: feedTitle), allowing: job.selection)
    }

    private static func hash(of body: [UInt8]) -> UInt64 {
        SHA256.digest(of: body).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension ProcessedPoll {
    /// A poll answered by 304; nil for any other answer.
    init?(notModified job: PollJob, _ result: FetchResult) {
        guard let response = result.notModified else { return nil }
        self.init(
            job: job,
            result: PollResult(outcome: .notModified, response: PollResponse(response)))
        wireBytes = response.wireBytes
        duration = response.duration
    }

    /// A poll that gave no document.
    static func failed(
        _ job: PollJob, _ kind: FailureKind, _ reason: String, _ response: PollResponse?
    ) -> ProcessedPoll {
        var processed = ProcessedPoll(
            job: job, result: PollResult(outcome: .failed(kind), response: response))
        processed.failure = reason
        return processed
    }
}
