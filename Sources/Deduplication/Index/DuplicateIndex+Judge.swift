// SPDX-License-Identifier: Apache-2.0

public import FeedModel

extension DuplicateIndex {
    /// What `entry` of the feed configured as `feedURL` is. Nothing is noted by it.
    ///
    /// `text` has its words.
    ///
    /// In this order: its URL, its guid, the URL of a copy that was seen before, its exact text, and
    /// what it nearly is. `reread` gives the stored record at a location, nil where it cannot be
    /// read (any more); it is called for at most eight near candidates, and for what shares a text,
    /// a guid under another URL or an identity that has left the window.
    public mutating func judge(
        _ entry: Entry, _ identity: EntryIdentity, text: EntryText, feedURL: UTF8Text,
        now: Instant, reread: (UInt64) -> Story?
    ) -> Verdict {
        let candidate = candidate(entry, identity, text, feedURL: feedURL)
        if let url = candidate.identity.canonicalURL,
            let holder = holder(of: IdentityKey(url: url), reread)
        {
            return verdict(on: candidate, holder, .url)
        }
        if let key = IdentityKey(guid: candidate.identity.guid, feed: candidate.feed),
            let holder = holder(of: key, reread), isMoved(candidate, from: holder, reread)
        {
            return verdict(on: candidate, holder, .guid)
        }
        if let url = candidate.identity.canonicalURL,
            let story = sightings.story(copiedAt: url, title: candidate.text.title)
        {
            return sighting(of: story, candidate, .url, 1)
        }
        if let holder = holder(of: candidate.textKey, reread),
            let verdict = verdictOnSameText(candidate, holder, reread)
        {
            return verdict
        }
        if let copy = nearDuplicate(candidate, now: now, reread) {
            return sighting(of: copy.story, candidate, .near, copy.similarity)
        }
        return .new(candidate.identity.storyID(of: entry, feedURL: feedURL))
    }

    /// An entry as it is compared.
    private struct Candidate {
        let entry: Entry
        let identity: EntryIdentity
        let feed: UInt64
        let text: EntryText

        var fingerprint: Fingerprint { text.fingerprint }
        var textKey: IdentityKey { IdentityKey(.text, fingerprint.value) }
    }

    private func candidate(
        _ entry: Entry, _ identity: EntryIdentity, _ text: EntryText, feedURL: UTF8Text
    ) -> Candidate {
        let feed = IdentityKey.feed(feedURL)
        let isShared = identity.canonicalURL.map {
            sharedURLs[IdentityKey(.shared, $0.text, in: feed)] != nil
        }
        return Candidate(
            entry: entry, identity: isShared ?? false ? identity.withoutURL : identity, feed: feed,
            text: text)
    }

    /// The story that has `key`.
    private mutating func holder(
        of key: IdentityKey, _ reread: (UInt64) -> Story?
    ) -> StoryRecord? {
        if let ordinal = ordinal(of: key) { return records[Int(ordinal - base)] }
        for block in frozen {
            for location in block.locations(of: key) {
                guard let story = reread(location) else { continue }
                let record = record(of: story, at: location)
                if record.keys.contains(key) { return record }
            }
        }
        return nil
    }

    private mutating func record(of story: Story, at location: UInt64) -> StoryRecord {
        let fingerprint =
            Fingerprint(hexadecimal: story.fingerprint)
            ?? scanner.text(of: story).fingerprint
        return StoryRecord(story, fingerprint: fingerprint, location: location)
    }

    /// Known, revised or seen elsewhere: what shares an identity with `holder`.
    private func verdict(
        on candidate: Candidate, _ holder: StoryRecord, _ reason: Sighting.Reason
    ) -> Verdict {
        if holder.stored < removedBefore { return .known(holder.id) }
        guard holder.feed == candidate.feed else {
            return sighting(of: holder.id, candidate, reason, 1)
        }
        let latest = revised[holder.id]?.applied(to: holder.fingerprint) ?? holder.fingerprint
        var changes: Verdict.Changes = []
        if latest.title != candidate.fingerprint.title { changes.insert(.title) }
        if latest.body != candidate.fingerprint.body { changes.insert(.text) }
        return changes.isEmpty ? .known(holder.id) : .revision(holder.id, changes)
    }

    private func sighting(
        of story: StoryID, _ candidate: Candidate, _ reason: Sighting.Reason, _ similarity: Double
    ) -> Verdict {
        let isNoted = sightings.contains(
            story, feed: candidate.feed, url: candidate.entry.url)
        return .sighting(story, reason, similarity: similarity, isNoted: isNoted)
    }

    /// Whether a guid that is had under another URL is that of the same entry all the same: title
    /// or half of the text are as they were. Some feeds use one guid again and again.
    private mutating func isMoved(
        _ candidate: Candidate, from holder: StoryRecord, _ reread: (UInt64) -> Story?
    ) -> Bool {
        if candidate.identity.canonicalURL == nil { return true }
        if holder.fingerprint.title == candidate.fingerprint.title,
            !candidate.text.title.words.isEmpty
        {
            return true
        }
        if holder.fingerprint.body == candidate.fingerprint.body { return true }
        guard let stored = text(of: holder, reread) else { return false }
        let old = ComparedText(title: [], words: stored.body.words)
        let new = ComparedText(title: [], words: candidate.text.body.words)
        return min(old.weight, new.weight) >= Resemblance.leastWeight
            && Resemblance(old, new).similarity >= 0.5
    }

    /// Whether an entry with the text of `holder`, however short, is that of the same feed, whose
    /// site is at another host now.
    private func isOnMovedSite(
        _ candidate: Candidate, _ holder: StoryRecord, _ reread: (UInt64) -> Story?
    ) -> Bool {
        guard holder.feed == candidate.feed, let page = candidate.identity.canonicalURL?.page,
            !page.isEmpty, let story = story(of: holder, reread)
        else { return false }
        return CanonicalURL(story.url)?.page == page
    }

    /// A copy if there is enough text to tell; the same entry if it has no better identity.
    private mutating func verdictOnSameText(
        _ candidate: Candidate, _ holder: StoryRecord, _ reread: (UInt64) -> Story?
    ) -> Verdict? {
        let hasURL = candidate.identity.canonicalURL != nil
        if holder.stored < removedBefore {
            return hasURL || !candidate.identity.guid.isEmpty ? nil : .known(holder.id)
        }
        guard let stored = text(of: holder, reread),
            candidate.text.title.hasSameText(as: stored.title),
            candidate.text.body.hasSameText(as: stored.body)
        else { return nil }
        if holder.feed == candidate.feed, !hasURL { return .known(holder.id) }
        let weight = ComparedText.weight(of: candidate.text.title.words + candidate.text.body.words)
        guard
            weight >= Resemblance.leastWeight || !hasURL && candidate.identity.guid.isEmpty
                || isOnMovedSite(candidate, holder, reread)
        else { return nil }
        return sighting(of: holder.id, candidate, .text, 1)
    }

    /// The story of the window that the candidate resembles most, if it is a copy of any.
    private mutating func nearDuplicate(
        _ candidate: Candidate, now: Instant, _ reread: (UInt64) -> Story?
    ) -> (story: StoryID, similarity: Double)? {
        guard let similarity else { return nil }
        let own = near.own(candidate.text.body, feed: candidate.feed)
        let ordinals = near.candidates(for: own)
        guard !ordinals.isEmpty else { return nil }
        let text = ComparedText(title: candidate.text.title.words, words: own)
        var best: (story: StoryID, similarity: Double)?
        for ordinal in ordinals {
            let record = records[Int(ordinal - base)]
            guard record.stored >= now - window, let stored = self.text(of: record, reread) else {
                continue
            }
            let other = ComparedText(
                title: stored.title.words, words: near.own(stored.body, feed: record.feed))
            if let found = Resemblance.ofCopies(text, other, threshold: similarity),
                found > best?.similarity ?? 0
            {
                best = (record.id, found)
            }
        }
        return best
    }
}
