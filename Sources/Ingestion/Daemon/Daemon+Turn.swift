// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
internal import EventLog
internal import FeedModel
internal import Polling
internal import Settings
internal import StoryStore
internal import SystemCalls

extension Daemon {
    /// One turn of the pipeline: all that these polls brought is judged, stored with one sync a
    /// file, announced, and only then counted as had.
    ///
    /// - Throws: When what was written may not be durable: the process has to begin anew.
    func turn(_ polls: [ProcessedPoll], at now: Moment) throws(DaemonError) {
        guard !polls.isEmpty else { return }
        let start = SystemClock.monotonicMicroseconds()
        var batch = StoryBatch()
        let books = polls.map { poll in judge(poll, into: &batch, at: now.wall) }
        let locations = try keep(&batch, at: now.wall)
        if let locations { try announce(batch, locations, at: now.wall) }
        for (poll, books) in zip(polls, books) {
            finish(poll, locations == nil ? nil : books, at: now)
        }
        // What could not be stored comes again, and what it nearly matched with it.
        if locations != nil { noteNearMisses(of: polls, at: now.wall) }
        tally.turns.observe(microsecondsSince: start)
    }

    /// What becomes of the entries of one poll.
    private func judge(
        _ poll: ProcessedPoll, into batch: inout StoryBatch, at now: Instant
    ) -> Books {
        var books = poll.books
        let name = poll.job.feed.name
        let feed = FeedReference(
            url: poll.job.feed.url, title: name.isEmpty ? poll.feedTitle : name)
        for candidate in poll.candidates {
            let verdict = index.judge(
                candidate.entry, candidate.identity, text: candidate.text, feedURL: feed.url,
                now: now
            ) { location in
                // What cannot be read back cannot be a copy's proof: the entry is new.
                StoryLocation(packed: location).flatMap { try? store.read($0) }
            }
            let count = enter(candidate, verdict, of: feed, into: &batch, at: now)
            books[keyPath: count] += 1
        }
        return books
    }

    /// Adds to the batch what a verdict demands.
    ///
    /// - Returns: The column of the books that the entry belongs to.
    private func enter(
        _ candidate: Candidate, _ verdict: Verdict, of feed: FeedReference,
        into batch: inout StoryBatch, at now: Instant
    ) -> WritableKeyPath<Books, Int> {
        let entry = candidate.entry
        switch verdict {
        case .known:
            return \.known
        case .revision(let id, let changes):
            let revision = Revision(id, entry, changes, seen: now)
            index.add(revision)
            batch.revisions.append(revision)
            return \.revisions
        case .new(let id):
            guard var new = candidate.story else {
                return candidate.wasShown ? \.known : \.rejected
            }
            (new.story.id, new.story.stored) = (id, now)
            index.add(new.story, text: candidate.text)
            batch.stories.append(new.story)
            batch.drafts.append(new.draft)
            return \.stories
        case .sighting(_, _, _, isNoted: true):
            return \.known
        case .sighting(let id, let reason, let similarity, isNoted: false):
            guard candidate.story != nil else {
                return candidate.wasShown ? \.known : \.rejected
            }
            let sighting = Sighting(
                story: id, seen: now, url: entry.url, title: entry.title,
                source: CanonicalURL.source(of: entry.url), feed: feed, reason: reason,
                similarity: similarity)
            index.add(sighting)
            batch.sightings.append(sighting)
            return \.sightings
        }
    }

    /// Puts a batch on stable storage, all of it or nothing.
    ///
    /// - Returns: Where the stories stand; nil when nothing could be stored: the entries stay
    ///   unseen and come with the next poll.
    private func keep(
        _ batch: inout StoryBatch, at now: Instant
    ) throws(DaemonError) -> [StoryLocation]? {
        if batch.isEmpty { return [] }
        defer { log.write(store.takeIncidents(), at: now) }
        do {
            let start = SystemClock.monotonicMicroseconds()
            let locations = try store.append(&batch, now: now)
            tally.appends.observe(microsecondsSince: start)
            index.commit(locations: locations.map(\.packed))
            storyCount += locations.count
            storeIsFailing = false
            return locations
        } catch {
            index.rollback()
            tally.lostBatches += 1
            if error.isFatal {
                throw DaemonError(exitStatus: error.exitStatus, error.description)
            }
            if !storeIsFailing, let cause = error.system {
                log.write(.storeFailed(cause), at: now)
            }
            storeIsFailing = true
            return nil
        }
    }

    /// Tells of a batch that is durable: the log, then matches.log.
    private func announce(
        _ batch: StoryBatch, _ locations: [StoryLocation], at now: Instant
    ) throws(DaemonError) {
        tally.count(batch, at: now)
        for story in batch.stories { log.write(.match(story), at: now) }
        for sighting in batch.sightings { log.write(.sighting(sighting), at: now) }
        for revision in batch.revisions { log.write(.revision(revision), at: now) }
        guard !batch.stories.isEmpty else { return }
        do {
            try store.announce(
                zip(batch.stories, locations).map { StoredStory(story: $0, location: $1) })
        } catch {
            if error.isFatal {
                throw DaemonError(exitStatus: error.exitStatus, error.description)
            }
            // The stories are stored; matches.log gets them with the next lines or at the start.
            if let cause = error.system { log.write(.storeFailed(cause), at: now) }
        }
        followers.announce(store.position)
    }

    /// Tells the schedule how a poll ended, and the log what the schedule makes of it.
    ///
    /// - Parameter books: What became of the entries; nil when they could not be stored, which is
    ///   no fault of the feed's.
    private func finish(_ poll: ProcessedPoll, _ books: Books?, at now: Moment) {
        var result = poll.result
        if let books {
            result.books = books
        } else {
            result = PollResult(outcome: .failed(.resources))
        }
        let feed = poll.job.start.feed
        let notices = schedule.finished(feed, result, at: now)
        let next = schedule.nextPoll(of: feed)
        tally.count(result, bytes: poll.wireBytes, duration: poll.duration)
        for notice in notices {
            tally.count(notice)
            let event = LogEvent.notice(
                notice, result: result.word, reason: poll.failure, next: next, now: now.wall)
            if let event { log.write(event, at: now.wall) }
        }
        if log.records(.debug) {
            log.write(
                .poll(
                    feed: poll.job.start.key, result: result.word,
                    httpStatus: poll.result.response?.status, books: result.books,
                    bytes: Int64(poll.wireBytes), duration: poll.duration,
                    next: next),
                at: now.wall)
        }
    }
}

extension Revision {
    /// What a changed entry says now.
    init(_ story: StoryID, _ entry: Entry, _ changes: Verdict.Changes, seen: Instant) {
        self.init(story: story, seen: seen)
        if changes.contains(.title) { title = entry.title }
        if changes.contains(.text) {
            if entry.contentText.isEmpty {
                summary = entry.summary
            } else {
                contentText = entry.contentText
            }
        }
    }
}
