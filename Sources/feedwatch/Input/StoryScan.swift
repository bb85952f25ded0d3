// SPDX-License-Identifier: Apache-2.0

import FeedModel
import StorySearch
import StoryStore
import SystemCalls
import TopicMatching

/// Goes through the stories of a store, each with its line as it is stored.
struct StoryScan {
    let reader: StoreReader
    let context: Context

    /// Opens the store that the options name.
    init(_ options: StoreOptions, _ root: FeedwatchCommand, in context: Context) throws {
        self.context = context
        let directory = try options.resolved(root, in: context)
        do {
            reader = try StoreReader(directory: directory)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Calls `body` with each story that `filter` takes and `topics`, if given, match, until it
    /// returns false; on all processors, in order. What is damaged is told and skipped.
    ///
    /// - Parameters:
    ///   - limit: How many at most.
    ///   - topics: A set of one topic.
    ///   - wanted: Whether the stories are read, their lines kept, or both.
    func forEach(
        _ filter: StoryFilter, limit: Int? = nil, matching topics: TopicSet? = nil,
        wanted: StoryJudge.Wanted = .story, _ body: (StoryJudge.Finding) throws -> Bool
    ) throws {
        let threads = ProcessIdentity.processorCount
        let scan =
            topics.map { StoreScan(reader, threads: threads, matching: $0) }
            ?? StoreScan(reader, threads: threads)
        var count = 0
        do {
            try scan.run(
                in: filter.selection,
                judge: { StoryJudge(filter, topics: topics, wanted: wanted) },
                damage: tell
            ) { finding in
                count += 1
                guard try body(finding) else { return false }
                return count < limit ?? .max
            }
        } catch let error as StoreError {
            throw CommandFailure(error)
        }
    }

    /// Tells of damage, which is skipped.
    func tell(_ damage: Damage) {
        context.note("damaged \(damage)")
    }
}

extension CommandFailure {
    /// What the store cannot do, with the status that it stands for.
    init(_ error: StoreError) {
        self.init(
            ExitStatus(rawValue: error.exitStatus) ?? .inputOutput, "\(error)",
            advice: StoreOptions.advice(for: error.system?.errno ?? 0))
    }
}
