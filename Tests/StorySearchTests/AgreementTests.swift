// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Randomness
import StoryStore
import Testing
import TopicMatching

/// What a search finds is what decoding and matching every line finds, however it is stored.
@Suite struct AgreementTests {
    /// So many queries; `FEEDWATCH_SEARCH_CASES` asks for more. One costs as much as a hundred of the
    /// matcher's: every story is decoded for it, and looked for in three ways.
    static let cases =
        ProcessInfo.processInfo.environment["FEEDWATCH_SEARCH_CASES"].flatMap(Int.init) ?? 60

    @Test func searchesAgreeWithDecoding() throws {
        var random = NastyTexts(generator: SplitMix64(seed: 7))
        let stories = (0..<200).map { number in
            SearchStore.story(
                number, title: random.text(3), body: random.text(random.chance(20) ? 30 : 4))
        }
        let (plain, compressed) = (SearchStore(), SearchStore())
        for store in [plain, compressed] { try store.append(stories, aDay: 50) }
        try compressed.compress(days: 3)
        try compressed.makeFilters()
        var (done, found) = (0, 0)
        while done < Self.cases {
            let query = random.query()
            let topic = TopicDefinition(name: "search", criteria: .query(query))
            guard TopicSet.errors(in: [topic]).isEmpty else { continue }
            let wanted = try plain.searchByDecoding(query)
            #expect(try plain.search(query, threads: 1) == wanted, "\(query)")
            #expect(try compressed.search(query, usesFilters: false) == wanted, "\(query)")
            #expect(try compressed.search(query) == wanted, "\(query)")
            done += 1
            found += wanted.count
        }
        // A test in which nothing is found says nothing.
        #expect(found > Self.cases)
    }
}
