// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// Language ranges: basic filtering of RFC 4647 section 3.3.1, with `_` for `-` too.
enum LanguageRange {
    /// A tag or range in the form that is compared: folded, with `-` between subtags. The star
    /// that a word may end in says what a range means anyway.
    static func normalized(_ text: String) -> String {
        var folded = String(
            decoding: Text.folded(UTF8Text(text), foldsHan: false), as: UTF8.self)
        folded = String(folded.map { $0 == "_" ? "-" : $0 })
        while let last = folded.last, last == "*" || last == "-" { folded.removeLast() }
        return folded
    }

    /// Whether the normalised `tag` is within the normalised `range`; an empty tag is in none.
    static func contains(_ range: String, _ tag: String) -> Bool {
        !tag.isEmpty && (tag == range || tag.hasPrefix(range + "-"))
    }
}
