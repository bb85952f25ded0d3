// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

/// A plain-text document: an example story of a topic, or a file given to `feedwatch match`.
///
/// Where the file begins with front matter (a line `---`, YAML keys, a line `---`), its title is
/// the key `title` and its language the key `language`; otherwise the title is the first line that
/// is not blank, and the body what follows right after that line's break (QUERY.md section 1).
public struct TextDocument: Sendable, Equatable {
    /// The title.
    public var title = ""
    /// The body.
    public var body = ""
    /// The BCP 47 tag; empty when the front matter has none.
    public var language = ""
    /// The day it was published, as written; empty when the front matter has none.
    public var date = ""
    /// The kind of outlet; empty when the front matter has none.
    public var outlet = ""
    /// What happened, in short sentences.
    public var facts: [String] = []

    /// Reads `bytes`; what is not UTF-8 in them is replaced.
    public init(_ bytes: [UInt8]) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let matter = FrontMatter(text) else {
            setTitleAndBody(text)
            return
        }
        language = matter["language"]
        date = matter["date"]
        outlet = matter["outlet"]
        facts = matter.facts
        if matter["title"].isEmpty {
            setTitleAndBody(matter.rest)
        } else {
            title = matter["title"]
            body = String(decoding: matter.rest, as: UTF8.self)
        }
    }

    /// Reads the file at `path`, at most 16 MiB of it.
    public static func load(_ path: String) throws(SystemError) -> TextDocument {
        TextDocument(try FileSystem.contents(of: path, limit: 16 << 20))
    }

    /// Takes the first line of `text` that is not blank as title and what follows it as body.
    private mutating func setTitleAndBody(_ text: ArraySlice<UInt8>) {
        var rest = text
        while !rest.isEmpty {
            let line = TextLine(first: rest)
            rest = rest[line.next...]
            let words = String(decoding: line.content, as: UTF8.self)
            let isBlank = words.unicodeScalars.allSatisfy {
                $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
            }
            if isBlank { continue }
            title = words
            body = String(decoding: rest, as: UTF8.self)
            return
        }
    }
}
