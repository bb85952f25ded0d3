// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import Settings
import StoryStore
import SystemCalls
import TopicMatching

/// `feedwatch topic try FILE`: what a topic would add and lose on stored stories.
struct TopicTryCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Shows what a topic would add and lose among the stored stories.",
        discussion: """
            A story is added (+) when the topic matches it and it is not stored under the topic's \
            name, lost (-) when it is and the topic no longer matches. Entries that no topic \
            matched when they came are not stored and cannot be tried.

            EXAMPLE
              feedwatch topic try topics/abductions.yaml --since 30d
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions
    @OptionGroup var filter: StoryFilterOptions

    @Flag(help: "One JSON object a story: {change, id, title, url}.")
    var json = false

    @Argument(help: "The topic file.", completion: .file(extensions: ["yaml"]))
    var file: String

    mutating func run(in context: Context) throws -> ExitStatus {
        var warnings: [SettingsProblem] = []
        let topic: LoadedTopic
        do throws(LoadedTopic.Failure) {
            topic = try LoadedTopic(file, warnings: &warnings)
        } catch {
            throw CommandFailure(error.status, error.lines.joined(separator: "\n"))
        }
        let name = topic.file.definition.name
        let scan = try StoryScan(store, root, in: context)
        var matcher = TopicMatcher(topic.set)
        var counts = (kept: 0, added: 0, lost: 0)
        let form = StoryLine(on: context.terminal, showsTopics: false)
        let selected = StoryFilter(filter, at: context.now, order: .newestFirst)
        try scan.forEach(selected, limit: filter.limit) { found in
            let story = found.story
            let matches = !matcher.match(MatchDocument(story)).isEmpty
            switch (story.topics.contains { $0.name == name }, matches) {
            case (true, true): counts.kept += 1
            case (false, false): break
            case (false, true):
                counts.added += 1
                try put(.added, story, form, context)
            case (true, false):
                counts.lost += 1
                try put(.lost, story, form, context)
            }
            return true
        }
        if !json {
            try context.output.writeLine(
                "\(name): \(counts.kept) kept, \(counts.added) added, \(counts.lost) lost")
        }
        return .success
    }

    private enum Change: String {
        case added, lost
    }

    private func put(
        _ change: Change, _ story: Story, _ form: StoryLine, _ context: Context
    ) throws(SystemError) {
        if json {
            var json = JSONWriter()
            json.beginObject()
            json.member("change", change.rawValue)
            json.member("id", story.id.description)
            json.member("title", story.title)
            json.member("url", story.url)
            json.endObject()
            try context.output.writeJSON(json.bytes + [0x0A])
        } else {
            let mark =
                change == .added
                ? context.terminal.styled("+", .green) : context.terminal.styled("-", .red)
            try context.output.writeLine("\(mark) \(form.text(of: story))")
        }
    }
}
