// SPDX-License-Identifier: Apache-2.0

import FeedModel

@testable import Deduplication

/// What the daemon does with verdicts, with a store in memory: one batch for each document.
struct MemoryStore: ~Copyable {
    var index: DuplicateIndex
    private(set) var stories: [Story] = []
    private(set) var sightings: [Sighting] = []
    private(set) var revisions: [Revision] = []
    private var scanner = EntryScanner()
    let similarity: Double?
    let window: Duration

    init(similarity: Double? = 0.65, window: Duration = .seconds(30 * 86_400)) {
        self.similarity = similarity
        self.window = window
        index = DuplicateIndex(similarity: similarity, window: window)
    }

    /// Judges and stores all entries of a document; with `fails`, the disk is full.
    @discardableResult mutating func poll(
        _ feed: String, _ entries: [Entry], at now: Instant = day(0), fails: Bool = false
    ) -> [Verdict] {
        let feedURL = UTF8Text(feed)
        let before = (stories, sightings, revisions)
        var verdicts: [Verdict] = []
        let identities = EntryIdentity.identities(of: entries, feedURL: feedURL)
        for (entry, identity) in zip(entries, identities) {
            let stored = before.0
            let text = scanner.text(of: entry)
            let verdict = index.judge(entry, identity, text: text, feedURL: feedURL, now: now) {
                $0 / 1000 < stored.count ? stored[Int($0 / 1000)] : nil
            }
            verdicts.append(verdict)
            store(entry, text, feedURL, verdict, now)
        }
        if fails {
            (stories, sightings, revisions) = before
            index.rollback()
        } else {
            index.commit(
                locations: (before.0.count..<stories.count).map { UInt64($0) * 1000 })
        }
        return verdicts
    }

    private mutating func store(
        _ entry: Entry, _ text: EntryText, _ feedURL: UTF8Text, _ verdict: Verdict,
        _ now: Instant
    ) {
        let feed = FeedReference(url: feedURL)
        switch verdict {
        case .new(let id):
            var story = Story(id: id, stored: now, feed: feed)
            story.url = entry.url
            story.guid = entry.guid
            story.title = entry.title
            story.contentText = entry.contentText
            story.fingerprint = text.fingerprint.text
            stories.append(story)
            index.add(story, text: text)
        case .sighting(let id, let reason, let similarity, isNoted: false):
            let sighting = Sighting(
                story: id, seen: now, url: entry.url, title: entry.title,
                source: CanonicalURL.source(of: entry.url), feed: feed, reason: reason,
                similarity: similarity)
            sightings.append(sighting)
            index.add(sighting)
        case .revision(let id, let changes):
            let revision = Revision(
                story: id, seen: now, title: changes.contains(.title) ? entry.title : nil,
                contentText: changes.contains(.text) ? entry.contentText : nil)
            revisions.append(revision)
            index.add(revision)
        case .known, .sighting: break
        }
    }

    /// Starts again from what is stored.
    mutating func restart(at now: Instant = day(0)) {
        index = DuplicateIndex(similarity: similarity, window: window)
        for (number, story) in stories.enumerated() {
            index.restore(story, location: UInt64(number) * 1000, now: now)
        }
        for sighting in sightings { index.restore(sighting) }
        for revision in revisions { index.restore(revision) }
    }
}

/// Noon of the day `number` days after 21 November 2026.
func day(_ number: Int64) -> Instant { Instant(seconds: 1_795_262_400 + number * 86_400) }

extension Verdict {
    /// The verdict without its story.
    var name: String {
        switch self {
        case .new: "new"
        case .known: "known"
        case .revision: "revision"
        case .sighting(_, let reason, _, let isNoted): isNoted ? "noted" : reason.rawValue
        }
    }
}
