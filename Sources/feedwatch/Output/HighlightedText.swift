// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Text

/// A text with the words that matched set off.
enum HighlightedText {
    /// `text`, cleaned, with what `matches` (of one field) cover in the style of matches.
    ///
    /// - Parameters:
    ///   - isLine: Whether line breaks become spaces.
    ///   - plainMarks: What stands around those words where there are no colours.
    static func render(
        _ text: UTF8Text, _ matches: [TermMatch], isLine: Bool, on terminal: Terminal,
        plainMarks: (before: String, after: String) = ("", "")
    ) -> String {
        let scalars = Array(text.string.unicodeScalars)
        var result = ""
        var position = 0
        for range in merged(matches, count: scalars.count) {
            result += clean(scalars[position..<range.lowerBound], isLine: isLine)
            let words = clean(scalars[range], isLine: isLine)
            result +=
                terminal.usesColour
                ? terminal.styled(words, .match) : plainMarks.before + words + plainMarks.after
            position = range.upperBound
        }
        return result + clean(scalars[position...], isLine: isLine)
    }

    /// The ranges that `matches` cover, in order, none touching another.
    static func merged(_ matches: [TermMatch], count: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        // Offsets come from a file, which may say anything.
        let valid = matches.filter { $0.start >= 0 && $0.start < $0.end && $0.end <= count }
        for match in valid.sorted(by: { $0.start < $1.start }) {
            if let last = ranges.last, match.start <= last.upperBound {
                ranges[ranges.count - 1] =
                    last.lowerBound..<max(last.upperBound, match.end)
            } else {
                ranges.append(match.start..<match.end)
            }
        }
        return ranges
    }

    private static func clean(
        _ scalars: ArraySlice<Unicode.Scalar>, isLine: Bool
    ) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        let clean = CleanText.lines(String(text))
        guard isLine else { return clean }
        return String(clean.map { $0 == "\n" ? " " : $0 })
    }
}
