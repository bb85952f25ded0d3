// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

/// A plain-text document: an example story of a topic, or a file given to `feedwatch match`.
///
/// Where the file begins with front matter (a line `---`, YAML keys, a line `---`), its title is
/// the key `title` and its language the key `language`; otherwise the title is the first line that
/// is not blank, and the body what follows right after that line's break (QUERY.md section 1).
public struct TextDocument: Sendable, Equatable {
    /// The title.
    public var title: String
    /// The body.
    public var body: String
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
        title = ""
        body = ""
    }

    /// Reads the file at `path`, at most 16 MiB of it.
    public static func load(_ path: String) throws(SystemError) -> TextDocument {
        TextDocument(try FileSystem.contents(of: path, limit: 16 << 20))
    }
}
