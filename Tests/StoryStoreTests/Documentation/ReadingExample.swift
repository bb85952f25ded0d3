// SPDX-License-Identifier: Apache-2.0

import FeedModel
import StoryStore

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
