// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import StoryStore

/// `feedwatch show ID…`: stories in full.
struct ShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows stories in full, with what matched, their copies and their revisions.",
        discussion: """
            The beginning of an identifier is enough when no other story begins so. Ends with 1 \
            when a story is not found.

            EXAMPLES
              feedwatch show 7h2kq9
              feedwatch show --json 7h2kq9 | jq '.sightings[].url'
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions

    @Flag(
        help: "The JSON Feed item of the story, with `sightings` and `revisions`, on a line.")
    var json = false

    @Argument(
        help: ArgumentHelp("Identifiers, or their beginnings.", valueName: "id"),
        completion: Completions.stories)
    var ids: [String]

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        var status = ExitStatus.success
        var isFirst = true
        for id in ids {
            do {
                guard let page = try page(id.lowercased(), scan) else {
                    status = .negative
                    continue
                }
                if json {
                    try context.output.writeJSON(Self.json(of: page))
                } else {
                    if !isFirst { try context.output.writeLine() }
                    for line in page.lines(on: context.terminal) {
                        try context.output.writeLine(line)
                    }
                }
                isFirst = false
            } catch let error as StoreError {
                throw CommandFailure(error)
            }
        }
        return status
    }

    /// The story whose identifier begins with `prefix`; nil, and told, when there is none or more
    /// than one.
    private func page(_ prefix: String, _ scan: StoryScan) throws -> StoryPage? {
        guard !prefix.isEmpty else {
            throw CommandFailure(.usage, "an identifier is empty")
        }
        let found = try scan.reader.stories(withIDPrefix: prefix, limit: 8, damage: scan.tell)
        guard let story = found.first?.story else {
            scan.context.note("\(prefix): no such story")
            return nil
        }
        if found.count > 1 {
            let ids = found.map(\.story.id.description).joined(separator: ", ")
            scan.context.note("\(prefix): several stories begin so: \(ids)")
            return nil
        }
        return StoryPage(
            story: story,
            sightings: try scan.reader.sightings(of: story.id, damage: scan.tell),
            revisions: try scan.reader.revisions(of: story.id, damage: scan.tell))
    }

    private static func json(of page: StoryPage) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        page.story.writeMembers(to: &json)
        json.key("sightings")
        json.beginArray()
        for sighting in page.sightings {
            json.beginObject()
            sighting.writeMembers(to: &json)
            json.endObject()
        }
        json.endArray()
        json.key("revisions")
        json.beginArray()
        for revision in page.revisions {
            json.beginObject()
            revision.writeMembers(to: &json)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return json.bytes + [0x0A]
    }
}
