// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Text

/// The words around the first match in a story's text, on one line.
struct Snippet {
    private let terminal: Terminal

    init(on terminal: Terminal) {
        self.terminal = terminal
    }

    /// How many characters stand before the match.
    private static let lead = 40
    /// How many characters are taken in all, before they are cut to the terminal.
    private static let length = 240

    /// The line; nil when nothing in the body matched.
    func text(of story: Story, _ matches: [TermMatch]) -> String? {
        let inBody = matches.filter { $0.field == .body }
        guard let first = inBody.min(by: { $0.start < $1.start }) else { return nil }
        let from = max(first.start - Self.lead, 0)
        let scalars = story.body.string.unicodeScalars.dropFirst(from).prefix(Self.length)
        let text = CleanText.line(String(scalars))
        let shown =
            terminal.columns.map { DisplayWidth.truncate(text, to: max($0 - 4, 10)) } ?? text
        return terminal.styled((from > 0 ? "…" : "") + shown, .dim)
    }
}
