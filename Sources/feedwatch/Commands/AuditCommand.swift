// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import Polling
import StoryStore

/// `feedwatch audit`: the books added up again from state and store.
struct AuditCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Adds up the books again, from poll state and from the store.",
        discussion: """
            Every entry that was received is known, rejected, or a line of the store. Ends with 1 \
            when the store has fewer lines than the books say, has a story or a sighting twice, \
            or when the feeds add up to more than the days do. Lines from before the poll state \
            began (it may have been deleted) and days whose segments are gone have nothing to be \
            compared with: they are counted apart. More lines than the books say are what a crash \
            between storing and saving leaves.

            EXAMPLE
              feedwatch audit --json | jq .balanced
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions

    @Flag(help: "One JSON object.")
    var json = false

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        guard let file = try PollStateFile.opened(in: scan.reader.directory, context) else {
            return .success
        }
        let ledger = try PollStateFile.reading { () throws(PollStateError) in try file.ledger() }
        let audit = Audit(ledger, try count(scan, since: ledger.begin))
        if json {
            try context.output.writeJSON(audit.json)
        } else {
            for line in audit.lines(on: context.terminal) { try context.output.writeLine(line) }
        }
        return audit.isBalanced ? .success : .negative
    }

    /// What the store has, in the terms of the books.
    private func count(_ scan: StoryScan, since begin: Instant?) throws -> StoreCount {
        var count = StoreCount(since: begin)
        do {
            try scan.reader.forEachStory(detail: .identity, damage: scan.tell) { story, _ in
                count.add(story)
                return true
            }
            try scan.reader.forEach(Sighting.self, damage: scan.tell) { sighting, _ in
                count.add(sighting)
                return true
            }
            try scan.reader.forEach(Revision.self, damage: scan.tell) { revision, _ in
                count.add(revision)
                return true
            }
        } catch {
            throw CommandFailure(error)
        }
        return count
    }
}
