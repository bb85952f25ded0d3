// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import StorySearch
import StoryStore
import TopicMatching

/// Prints the stories of a week, the newest first.
func printWeek(of store: String, until now: Instant) throws {
    let reader = try StoreReader(directory: store)
    let week = StoreSelection(since: now - .seconds(7 * 86_400), order: .newestFirst)
    try reader.forEachStory(in: week, damage: { print("damaged \($0)") }) { story, _ in
        print(story.stored.rfc3339(), story.source, story.title)
        return true
    }
}

/// Takes each story once: those after `position`, then the new ones as they come. `take` gets
/// the stored line and the position behind it, to be kept as `StoryPosition.text` once the
/// story is dealt with; it returns false to end.
func follow(
    _ store: String, from position: StoryPosition,
    take: ([UInt8], StoryPosition) -> Bool
) throws {
    var follower = StoryFollower(try StoreReader(directory: store), from: position)
    var goesOn = true
    while goesOn {
        try follower.read { line, _, behind in
            goesOn = take(Array(line), behind)
            return goesOn
        }
        if goesOn { _ = try follower.wait() }
    }
}

/// Takes the lines that a query matches; several threads have one each.
struct Matches: LineJudge, ~Copyable {
    var parser = JSONParser()
    var matcher: TopicMatcher

    mutating func finding(
        in line: UnsafeBufferPointer<UInt8>, at location: StoryLocation
    ) -> Story? {
        guard let story = try? Story(record: parser.parse(line)),
            matcher.matches(MatchDocument(story))
        else { return nil }
        return story
    }
}

/// Gives `take` the stories that match a query of feedwatch-topic(5), the newest first, until it
/// returns false.
func search(_ store: String, for query: String, take: (Story) -> Bool) throws {
    let topics = try TopicSet([TopicDefinition(name: "search", criteria: .query(query))])
    let scan = StoreScan(try StoreReader(directory: store), threads: 2, matching: topics)
    try scan.run(
        in: StoreSelection(order: .newestFirst),
        judge: { Matches(matcher: TopicMatcher(topics)) },
        damage: { print("damaged \($0)") }, take)
}
