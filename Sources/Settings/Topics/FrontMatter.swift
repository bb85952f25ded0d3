// SPDX-License-Identifier: Apache-2.0

/// The keys before a text: a first line `---`, YAML, a line `---`. The form that Jekyll, Hugo and
/// pandoc read; keys of theirs are passed over.
struct FrontMatter {
    /// What follows the closing line.
    let rest: ArraySlice<UInt8>
    /// The list `facts`.
    private(set) var facts: [String] = []
    private var texts: [String: String] = [:]

    /// The most bytes between the two lines: a longer text is one that begins with a rule.
    private static let maxBytes = 64 << 10

    /// The front matter of `text`; nil when it has none.
    init?(_ text: ArraySlice<UInt8>) {
        var line = TextLine(first: text)
        guard Self.isFence(line) else { return nil }
        let start = line.next
        while true {
            let from = line.next
            guard from < text.endIndex, from - start <= Self.maxBytes else { return nil }
            line = TextLine(first: text[from...])
            if Self.isFence(line) {
                rest = text[line.next...]
                guard read(Array(text[start..<from])) else { return nil }
                return
            }
        }
    }

    /// The text of `key`; empty when there is none.
    subscript(key: String) -> String { texts[key] ?? "" }

    private static func isFence(_ line: TextLine) -> Bool {
        let dashes = line.content.prefix { $0 == UInt8(ascii: "-") }
        return dashes.count == 3 && line.content.dropFirst(3).allSatisfy { $0 == UInt8(ascii: " ") }
    }

    /// Reads the keys; false when they are none.
    private mutating func read(_ bytes: [UInt8]) -> Bool {
        guard let document = try? YAMLDocument(bytes, file: ""),
            case .mapping(let members) = document.root.content
        else { return false }
        for member in members {
            switch member.value.content {
            case .scalar(let text, _): texts[member.key] = text
            case .sequence(let items) where member.key == "facts":
                facts = items.compactMap { item in
                    if case .scalar(let text, _) = item.content { text } else { nil }
                }
            case .sequence, .mapping: continue
            }
        }
        return true
    }
}
