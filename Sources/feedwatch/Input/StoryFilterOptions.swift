// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Which stories: for every command that reads many.
struct StoryFilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Stored from this time on: 7d, 2026-11-21, '2026-11-21 20:31', today, RFC 3339.",
            valueName: "time"))
    var since: TimeArgument?

    @Option(help: ArgumentHelp("Stored before this time.", valueName: "time"))
    var until: TimeArgument?

    @Option(
        name: .customLong("topic"),
        help: ArgumentHelp("Of this topic; several are alternatives.", valueName: "name"),
        completion: Completions.topics)
    var topics: [String] = []

    @Option(
        name: .customLong("source"),
        help: ArgumentHelp(
            "Of this host or one below it; several are alternatives.", valueName: "host"),
        completion: Completions.sources)
    var sources: [String] = []

    @Option(
        name: .customLong("language"),
        help: ArgumentHelp(
            "In this language: zh is zh-Hant-TW as well; several are alternatives.",
            valueName: "tag"))
    var languages: [String] = []

    @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is a number from 1 on") }
    }
}
