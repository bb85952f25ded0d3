// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Judges a stream of documents, oldest first, each against those before it: `feedwatch dedup`.
public struct DuplicateStream: ~Copyable, Sendable {
    /// A document of the stream.
    public struct Document: Sendable {
        /// What the caller calls it.
        public var id: UTF8Text
        /// The title.
        public var title: UTF8Text
        /// The page, if any.
        public var url: UTF8Text
        /// The plain text.
        public var text: UTF8Text
        /// Who published it: boilerplate is learnt by source.
        public var source: UTF8Text

        /// A document.
        public init(
            id: UTF8Text, title: UTF8Text = "", url: UTF8Text = "", text: UTF8Text = "",
            source: UTF8Text = ""
        ) {
            self.id = id
            self.title = title
            self.url = url
            self.text = text
            self.source = source
        }
    }

    /// What a document is to those before it.
    public enum Verdict: Sendable, Equatable {
        /// Nothing like it came before.
        case new
        /// The canonical URL, or title and text, of the named document.
        case duplicate(of: UTF8Text)
        /// A copy of the named document.
        case nearDuplicate(of: UTF8Text, similarity: Double)
    }

    /// An empty stream; the arguments are those of `DuplicateIndex`.
    public init(similarity: Double? = 0.65) {
    }

    /// Judges `document` and keeps it.
    public mutating func judge(_ document: Document) -> Verdict {
        .new
    }
}
