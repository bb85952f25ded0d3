// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Randomness
import Testing

@testable import Deduplication

@Suite struct DuplicateIndexTests {
    static let a = "https://a.example/feed"
    static let b = "https://b.example/feed"
    static let text =
        "The harbour board voted on Tuesday to close the old fish market, which has stood empty since the auction moved indoors in 2009."
    static let story = Entry(
        url: "https://a.example/market", guid: "tag:a.example,2026:1",
        title: "Fish market to close",
        text: text)

    @Test func whatWasHadIsKnown() {
        var store = MemoryStore()
        #expect(store.poll(Self.a, [Self.story]).map(\.name) == ["new"])
        #expect(store.poll(Self.a, [Self.story]).map(\.name) == ["known"])
        #expect(store.poll("http://www.a.example/feed", [Self.story]).map(\.name) == ["known"])
    }

    @Test func oneBatchHasNothingTwice() {
        var store = MemoryStore()
        #expect(store.poll(Self.a, [Self.story, Self.story]).map(\.name) == ["new", "known"])
        var copy = Self.story
        copy.url = "https://a.example/market-2"
        copy.guid = "2"
        copy.contentText = UTF8Text(Self.text + " Subscribe now.")
        var other = MemoryStore()
        #expect(other.poll(Self.a, [Self.story, copy]).map(\.name) == ["new", "near"])
    }

    @Test(arguments: [
        (Entry(url: "http://www.a.example/market/?utm_source=b", guid: "x", title: "Other"), "url"),
        (
            Entry(
                url: "https://b.example/1", guid: "tag:a.example,2026:1",
                title: "Fish market to close"), "guid"
        ),
        (
            Entry(url: "https://b.example/1", guid: "1", title: "Fish market to close", text: text),
            "text"
        ),
        (
            Entry(url: "https://b.example/1", guid: "1", title: "Fish market closes", text: text),
            "near"
        ),
        (
            Entry(
                url: "https://b.example/1", guid: "1", title: "Something else",
                text: "Nothing like it."), "new"
        ),
        (Entry(title: "Fish market to close", text: text), "text"),
    ])
    func copiesFromAnotherFeed(_ entry: Entry, _ name: String) {
        var store = MemoryStore()
        store.poll(Self.a, [Self.story])
        #expect(store.poll(Self.b, [entry]).map(\.name) == [name])
        let again = name == "new" ? "known" : "noted"
        #expect(store.poll(Self.b, [entry]).map(\.name) == [again])
        store.restart()
        #expect(store.poll(Self.b, [entry]).map(\.name) == [again])
        #expect(store.poll(Self.a, [Self.story]).map(\.name) == ["known"])
    }

    @Test func changesAreRevisionsOnceAndCosmeticsNone() {
        var store = MemoryStore()
        store.poll(Self.a, [Self.story])
        var changed = Self.story
        changed.title = "Fish market to close in May"
        #expect(store.poll(Self.a, [changed]) == [.revision(store.stories[0].id, .title)])
        #expect(store.poll(Self.a, [changed]).map(\.name) == ["known"])
        store.restart()
        #expect(store.poll(Self.a, [changed]).map(\.name) == ["known"])
        changed.contentText = UTF8Text(Self.text + " The mayor objected.")
        #expect(store.poll(Self.a, [changed]) == [.revision(store.stories[0].id, .text)])
        var cosmetic = changed
        cosmetic.contentText = UTF8Text("  " + Self.text + "\n\nThe mayor  objected.")
        cosmetic.url = "http://a.example/market?utm_medium=rss"
        #expect(store.poll(Self.a, [cosmetic]).map(\.name) == ["known"])
        #expect(
            store.poll(Self.a, [Self.story]) == [.revision(store.stories[0].id, [.title, .text])])
        // Another feed's version is its own affair.
        #expect(store.poll(Self.b, [changed]).map(\.name) == ["url"])
    }

    // MARK: Habits of feeds

    @Test func guidsThatChangeOnEveryFetch() {
        var store = MemoryStore()
        for fetch in 0..<4 {
            var entry = Self.story
            entry.guid = UTF8Text("\(fetch)")
            #expect(store.poll(Self.a, [entry]).map(\.name) == [fetch == 0 ? "new" : "known"])
        }
        var bare = MemoryStore()
        for fetch in 0..<4 {
            let entry = Entry(guid: "\(fetch)", title: "No page", text: "Short.")
            #expect(bare.poll(Self.a, [entry]).map(\.name) == [fetch == 0 ? "new" : "known"])
        }
    }

    @Test func urlsThatChangeOnEveryFetch() {
        var store = MemoryStore()
        store.poll(Self.a, [Self.story])
        for fetch in 0..<4 {
            var entry = Self.story
            entry.url = UTF8Text("https://a.example/market?session=\(fetch)")
            #expect(store.poll(Self.a, [entry]).map(\.name) == ["known"])
        }
        for fetch in 0..<20 {
            var entry = Self.story
            entry.url = UTF8Text("https://a.example/market?session=\(fetch)")
            entry.guid = UTF8Text("\(fetch)")
            store.poll(Self.a, [entry])
        }
        #expect(store.stories.count == 1)
        #expect(store.sightings.count == 8)
    }

    @Test func guidsThatRepeat() {
        var store = MemoryStore()
        let subjects = ["A ferry sailed", "A museum opened", "A bridge closed", "Snow fell"]
        for (number, subject) in subjects.enumerated() {
            let entry = Entry(
                url: "https://a.example/\(number)", guid: "https://a.example/today", title: subject,
                text: subject + " yesterday, people said.")
            #expect(store.poll(Self.a, [entry]).map(\.name) == ["new"])
        }
    }

    @Test func guidsThatMovedToHTTPSOrAnotherHost() {
        var store = MemoryStore()
        var entry = Self.story
        entry.guid = "http://www.a.example/?p=1"
        store.poll(Self.a, [entry])
        entry.url = "https://a.example/2026/market"
        entry.guid = "https://a.example/?p=1"
        #expect(store.poll(Self.a, [entry]).map(\.name) == ["known"])
        entry.url = "https://new.example/market"
        entry.guid = "https://new.example/?p=1"
        #expect(store.poll(Self.a, [entry]).map(\.name) == ["text"])
    }

    /// Of short entries the page tells, whose path stays; those of another feed are no copies.
    @Test func shortEntriesOfASiteThatMovedToAnotherHost() {
        func entries(_ host: String) -> [Entry] {
            ["Ferry late", "Ferry cancelled", "Ferry late"].enumerated().map {
                Entry(
                    url: "https://\(host)/news/\($0.offset)",
                    guid: "https://\(host)/?p=\($0.offset)",
                    title: $0.element)
            }
        }
        var store = MemoryStore()
        #expect(store.poll(Self.a, entries("a.example")).map(\.name) == ["new", "new", "new"])
        let moved = entries("new.example")
        #expect(store.poll(Self.b, moved).map(\.name) == ["new", "new", "new"])
        var other = MemoryStore()
        other.poll(Self.a, Array(entries("a.example")[..<2]))
        #expect(other.poll(Self.a, Array(moved[..<2])).map(\.name) == ["text", "text"])
        #expect(other.poll(Self.a, Array(moved[..<2])).map(\.name) == ["noted", "noted"])
        #expect(other.poll(Self.a, [moved[2]]).map(\.name) == ["new"])
    }

    @Test func entriesThatShareAURL() {
        let entries = ["Disk full", "Disk mended", "All is well"].enumerated().map {
            Entry(url: "https://a.example/", guid: "\($0.offset)", title: $0.element)
        }
        var store = MemoryStore()
        #expect(store.poll(Self.a, Array(entries[0...1])).map(\.name) == ["new", "new"])
        // Alone in its document, and after a restart: the URL is known to be shared.
        store.restart()
        #expect(store.poll(Self.a, [entries[2]]).map(\.name) == ["new"])
        #expect(store.poll(Self.a, entries).map(\.name) == ["known", "known", "known"])
        #expect(Set(store.stories.map(\.id)).count == 3)
    }

    @Test func aURLThatTurnsOutToBeShared() {
        let first = Entry(url: "https://a.example/", guid: "1", title: "Episode one")
        let second = Entry(url: "https://a.example/", guid: "2", title: "Episode two")
        var store = MemoryStore()
        store.poll(Self.a, [first])
        #expect(store.poll(Self.a, [second, first]).map(\.name) == ["new", "known"])
    }

    @Test func fewWordsAreNoEvidence() {
        var store = MemoryStore()
        let live = Entry(url: "https://a.example/1", guid: "1", title: "Live", text: "Follow us.")
        let other = Entry(url: "https://b.example/1", guid: "1", title: "Live", text: "Follow us.")
        #expect(store.poll(Self.a, [live]).map(\.name) == ["new"])
        #expect(store.poll(Self.b, [other]).map(\.name) == ["new"])
    }

    // MARK: Time

    @Test func nearCopiesAreLookedForInTheWindowOnly() {
        var store = MemoryStore()
        store.poll(Self.a, [Self.story])
        var copy = Self.story
        copy.url = "https://b.example/1"
        copy.guid = "1"
        copy.title = "Fish market closes"
        #expect(store.poll(Self.b, [copy], at: day(31)).map(\.name) == ["new"])
        var noted = MemoryStore()
        noted.poll(Self.a, [Self.story])
        noted.poll(Self.b, [copy])
        #expect(noted.poll(Self.b, [copy], at: day(31)).map(\.name) == ["noted"])
        noted.restart(at: day(31))
        #expect(noted.poll(Self.b, [copy], at: day(31)).map(\.name) == ["noted"])
        // The copy's page in a third feed: a copy of the first story still.
        #expect(noted.poll("https://c.example/", [copy], at: day(31)).map(\.name) == ["url"])
    }

    @Test func neverIsNever() {
        var store = MemoryStore(similarity: nil)
        store.poll(Self.a, [Self.story])
        var copy = Self.story
        copy.url = "https://b.example/1"
        copy.guid = "1"
        copy.title = "Fish market closes"
        #expect(store.poll(Self.b, [copy]).map(\.name) == ["new"])
    }

    @Test func aBatchThatFailsLeavesNoTrace() {
        var store = MemoryStore()
        store.poll(Self.a, [Self.story])
        var changed = Self.story
        changed.title = "Fish market to close in May"
        let new = Entry(url: "https://a.example/2", guid: "2", title: "New", text: "Something new.")
        for _ in 0..<20 {
            #expect(
                store.poll(Self.a, [changed, new], fails: true).map(\.name) == ["revision", "new"])
            #expect(store.poll(Self.b, [Self.story], fails: true).map(\.name) == ["url"])
        }
        #expect(store.poll(Self.a, [changed, new]).map(\.name) == ["revision", "new"])
        #expect(store.poll(Self.b, [Self.story]).map(\.name) == ["url"])
        #expect(store.poll(Self.b, [Self.story]).map(\.name) == ["noted"])
    }

    /// That a URL is shared is told by what is stored, not by what could not be.
    @Test func aSharedURLOfABatchThatFailsIsNone() {
        let entries = ["Disk full", "Disk mended"].enumerated().map {
            Entry(url: "https://a.example/", guid: "\($0.offset)", title: $0.element)
        }
        var failed = MemoryStore()
        failed.poll(Self.a, entries, fails: true)
        var plain = MemoryStore()
        let lone = Entry(url: "https://a.example/", title: "All is well")
        #expect(failed.poll(Self.a, [lone]) == plain.poll(Self.a, [lone]))
        #expect(failed.stories.map(\.id) == plain.stories.map(\.id))
    }

    /// However often the disk was full, the story is found by its copies, and only then.
    @Test func aStoryThatWasTriedOftenIsFoundByItsCopies() {
        var store = MemoryStore()
        for _ in 0..<20 { store.poll(Self.a, [Self.story], fails: true) }
        var copy = Self.story
        copy.url = "https://b.example/1"
        copy.guid = "1"
        copy.title = "Fish market closes"
        #expect(store.poll(Self.b, [copy], fails: true).map(\.name) == ["new"])
        store.poll(Self.a, [Self.story])
        #expect(store.poll(Self.b, [copy]).map(\.name) == ["near"])
    }

    /// The same polls in any order of restarts leave the same store.
    @Test func restartsChangeNothing() {
        var random = SplitMix64(seed: 5)
        let subjects = ["ferry", "museum", "bridge", "school", "harbour", "railway", "market"]
        var entries: [Entry] = []
        for number in 0..<60 {
            let subject = subjects[number % subjects.count]
            let text =
                "The \(subject) board number \(number * 37) met on a cold evening and heard report \(number) about the \(subject) before it voted to wait."
            entries.append(
                Entry(
                    url: "https://a.example/\(number)", guid: "\(number)",
                    title: "The \(subject) board \(number) waits", text: text))
        }
        var plain = MemoryStore()
        var restarted = MemoryStore()
        for poll in 0..<40 {
            let feed = "https://\(["a", "b", "c"][poll % 3]).example/feed"
            let batch = (0..<6).map { _ in entries[Int(random.next() % 60)] }
            let now = day(Int64(poll))
            let expected = plain.poll(feed, batch, at: now)
            restarted.restart(at: now)
            #expect(restarted.poll(feed, batch, at: now) == expected)
        }
        #expect(restarted.stories == plain.stories)
        #expect(restarted.sightings == plain.sightings)
        #expect(restarted.revisions == plain.revisions)
        #expect(Set(plain.stories.map(\.id)).count == plain.stories.count)
    }
}
