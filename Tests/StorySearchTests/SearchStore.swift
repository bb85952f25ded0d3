// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import JSON
import StorySearch
import StoryStore
import TopicMatching

/// A store of given stories, written by the store's own writer; removed with this value.
final class SearchStore {
    let path: String
    /// 2026-11-01T12:00:00Z.
    static let start = Instant(seconds: 1_793_534_400)

    init() {
        let shared = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: shared)
        let root = isThere ? shared : FileManager.default.temporaryDirectory.path
        path = "\(root)/feedwatch-search-\(UUID().uuidString)"
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func story(_ number: Int, title: String, body: String) -> Story {
        var story = Story(
            id: StoryID(
                digest: (0..<10).map {
                    UInt8(truncatingIfNeeded: number >> ($0 % 4 * 8)) ^ UInt8($0)
                }),
            stored: start, feed: FeedReference(url: "https://a.example/rss", title: "A feed"))
        story.title = UTF8Text(title)
        story.contentText = UTF8Text(body)
        story.url = UTF8Text("https://a.example/\(number)")
        return story
    }

    /// Appends stories, so many a day.
    func append(_ stories: [Story], aDay count: Int) throws {
        var writer = try StoryWriter.open(directory: path, announced: .start)
        var day = 0
        var rest = stories[...]
        while !rest.isEmpty {
            var batch = StoryBatch(stories: Array(rest.prefix(count)))
            _ = try writer.append(&batch, now: Self.start + .seconds(86_400 * day))
            rest = rest.dropFirst(count)
            day += 1
        }
    }

    /// Compresses all segments of days before so many days after the first.
    func compress(days: Int) throws {
        let day = (Self.start + .seconds(86_400 * days)).day
        try StoreMaintenance(directory: path).compress(before: day) { _ in true }
    }

    func makeFilters() throws {
        try TermFilterMaintenance(StoreReader(directory: path)).update { _ in true }
    }

    /// The identifiers of what `query` finds.
    func search(
        _ query: String, threads: Int = 2, usesFilters: Bool = true,
        order: StoreSelection.Order = .oldestFirst, damage: (Damage) -> Void = { _ in }
    ) throws -> [StoryID] {
        let topics = try TopicSet([TopicDefinition(name: "search", criteria: .query(query))])
        let scan = try StoreScan(
            StoreReader(directory: path), threads: threads, matching: topics,
            usesFilters: usesFilters)
        var found: [StoryID] = []
        try scan.run(
            in: StoreSelection(order: order), judge: { MatchJudge(topics) }, damage: damage
        ) {
            found.append($0)
            return true
        }
        return found
    }

    /// The same by decoding every line and matching it.
    func searchByDecoding(
        _ query: String, order: StoreSelection.Order = .oldestFirst
    ) throws -> [StoryID] {
        let topics = try TopicSet([TopicDefinition(name: "search", criteria: .query(query))])
        var matcher = TopicMatcher(topics)
        var found: [StoryID] = []
        try StoreReader(directory: path).forEachStory(in: StoreSelection(order: order)) {
            story, _ in
            if !matcher.match(MatchDocument(story)).isEmpty { found.append(story.id) }
            return true
        }
        return found
    }
}

/// Says which stories match.
struct MatchJudge: LineJudge, ~Copyable {
    private var matcher: TopicMatcher
    private var parser = JSONParser()

    init(_ topics: TopicSet) { matcher = TopicMatcher(topics) }

    mutating func finding(
        in line: UnsafeBufferPointer<UInt8>, at location: StoryLocation
    ) -> StoryID? {
        guard let story = try? Story(record: parser.parse(line)) else { return nil }
        return matcher.match(MatchDocument(story)).isEmpty ? nil : story.id
    }
}
