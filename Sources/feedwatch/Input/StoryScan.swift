// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import StoryStore
import SystemCalls

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

    /// Calls `body` with each story that `filter` takes, until it returns false. What is damaged
    /// is told and skipped.
    ///
    /// - Parameter body: Gets the story, its line without line feed, valid for the call only, and
    ///   where it stands.
    func forEach(
        _ filter: StoryFilterOptions, order: StoreSelection.Order,
        _ body: (Story, UnsafeBufferPointer<UInt8>, StoryLocation) throws -> Bool
    ) throws {
        let selection = filter.selection(at: context.now, order: order)
        var parser = JSONParser()
        var count = 0
        try unsafe forEachLine(in: selection) { line, location in
            // A line with a good checksum that is no story comes from a newer program.
            guard let story = unsafe try? Story(record: parser.parse(line)) else { return true }
            if let since = selection.since, story.stored < since { return true }
            if let until = selection.until, story.stored >= until { return true }
            guard filter.includes(story) else { return true }
            count += 1
            guard unsafe try body(story, line, location) else { return false }
            return count < filter.limit ?? .max
        }
    }

    private func forEachLine(
        in selection: StoreSelection,
        _ body: (UnsafeBufferPointer<UInt8>, StoryLocation) throws -> Bool
    ) throws {
        var failure: (any Error)?
        var goesOn = true
        do {
            for segment in try reader.segments(of: .stories, in: selection) where goesOn {
                unsafe reader.forEachLine(of: segment, order: selection.order, damage: tell) {
                    line, location in
                    do {
                        goesOn = unsafe try body(line, location)
                    } catch {
                        failure = error
                        goesOn = false
                    }
                    return goesOn
                }
            }
        } catch {
            throw CommandFailure(error)
        }
        if let failure { throw failure }
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
