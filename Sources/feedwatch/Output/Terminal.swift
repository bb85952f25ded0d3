// SPDX-License-Identifier: Apache-2.0

import SystemCalls

/// What is known of the screen that standard output may be.
struct Terminal {
    /// How many columns it has; nil when the output is no terminal and lines may be of any length.
    let columns: Int?
    /// Whether colours are wanted (no-color.org).
    let usesColour: Bool

    /// Whether a person reads along.
    var isTerminal: Bool { columns != nil }

    /// Looks at a descriptor.
    init(descriptor: Int32, environment: [String: String]) {
        guard TerminalDevice.isTerminal(descriptor) else {
            self.init(columns: nil, usesColour: false)
            return
        }
        // 80: what a terminal that does not know its own size is built to look like.
        let columns =
            TerminalDevice.columns(of: descriptor) ?? environment["COLUMNS"].flatMap { Int($0) }
            ?? 80
        let isDumb = environment["TERM"] == "dumb"
        self.init(
            columns: max(columns, 20),
            usesColour: !isDumb && environment["NO_COLOR", default: ""].isEmpty)
    }

    init(columns: Int?, usesColour: Bool) {
        self.columns = columns
        self.usesColour = usesColour
    }

    /// `text` in a style, where colours are wanted.
    func styled(_ text: String, _ style: Style) -> String {
        usesColour && style != .plain && !text.isEmpty
            ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// How a piece of text looks: parameters of SGR (ECMA-48 section 8.3.117).
enum Style: String {
    case plain = "0"
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"
    /// Words that matched.
    case match = "1;33"
}
