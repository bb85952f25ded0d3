// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import StoryStore
import SystemCalls

/// `feedwatch follow`: every story once, for programs.
struct FollowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Prints each story as a JSON line, then new ones as they arrive.",
        discussion: """
            With --cursor-file, begins after the last story that the file confirms, and moves the \
            cursor when lines have been written: after a crash stories may come again, none is \
            left out. Without it, begins with the first story of the store.

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

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        var following = StoryFollowing(scan, from: try start())
        do {
            try unsafe following.run { line, _ in
                unsafe try context.output.write(line)
                try context.output.writeLine()
            } afterEach: { position in
                try context.output.flush()
                try confirm(position)
            }
        } catch let error as StoreError {
            throw CommandFailure(error)
        }
        return .success
    }

    /// The place that the cursor file confirms; the beginning where there is no file yet.
    private func start() throws -> StoryPosition {
        guard let cursorFile, try FileSystem.status(of: cursorFile) != nil else { return .start }
        let bytes = try FileSystem.contents(of: cursorFile, limit: 1 << 16)
        if bytes.isEmpty { return .start }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let position = StoryPosition(text: text) else {
            throw CommandFailure(
                .badInput, "\(cursorFile): not a cursor",
                advice: "remove the file to begin with the first story")
        }
        return position
    }

    private func confirm(_ position: StoryPosition) throws(SystemError) {
        guard let cursorFile else { return }
        try FileSystem.replaceContents(of: cursorFile, with: Array("\(position.text)\n".utf8))
    }
}
