// SPDX-License-Identifier: Apache-2.0

import FeedModel
import SystemCalls

/// Puts out stories, a line each: for people, or as they are stored.
struct StoryPrinter {
    private let output: StandardOutput
    private let form: StoryLine
    private let writesJSON: Bool

    init(_ context: Context, json: Bool, showsTopics: Bool) {
        output = context.output
        form = StoryLine(on: context.terminal, showsTopics: showsTopics)
        writesJSON = json
    }

    /// Puts out `story`, whose stored line is `line`.
    func print(_ story: Story, _ line: [UInt8]) throws(SystemError) {
        if writesJSON {
            try output.writeJSON(line)
            try output.writeLine()
        } else {
            try output.writeLine(form.text(of: story))
        }
    }
}
