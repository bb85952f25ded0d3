// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import StoryStore

/// `feedwatch follow`: every story once, for programs.
struct FollowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Prints each story as a JSON line, then new ones as they arrive.",
        discussion: """
            With --cursor-file, begins after the last story that the file confirms, and moves the \
            cursor when lines have been written: after a crash stories may come again, none is \
            left out. The file is replaced in one step, and made at once where it is not there. \
            Without it, begins with the first story of the store.

            EXAMPLE
              feedwatch follow --cursor-file ~/.cache/stories.cursor | while read -r story; do
                printf '%s' "$story" | jq -r .title; done
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions

    @Option(
        help: ArgumentHelp("Where this reader's place in the store is kept.", valueName: "file"),
        completion: .file())
    var cursorFile: String?

    func validate() throws {
        if cursorFile?.isEmpty == true { throw ValidationError("--cursor-file names no file") }
    }

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        let cursor = try cursorFile.map { try CursorFile($0) }
        var following = StoryFollowing(scan, from: cursor?.position ?? .start)
        do {
            try unsafe following.run { line, _ in
                if context.terminal.isTerminal {
                    try context.output.writeJSON(unsafe Array(line))
                } else {
                    unsafe try context.output.write(line)
                }
                try context.output.writeLine()
            } afterEach: { position in
                try context.output.flush()
                try cursor?.write(position)
            }
        } catch let error as StoreError {
            throw CommandFailure(error)
        }
        return .success
    }
}
