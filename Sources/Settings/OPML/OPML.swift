// SPDX-License-Identifier: Apache-2.0

/// A subscription list (OPML 2.0, opml.org/spec2.opml).
public struct OPML: Sendable, Equatable {
    /// The title of the list.
    public var title = ""
    /// The feeds in the order of the document.
    public var feeds: [Subscription] = []

    /// An empty list.
    public init() {}

    /// A feed of the list.
    public struct Subscription: Sendable, Equatable {
        /// The address as written, credentials included; http or https.
        public var url: String
        /// What people call it; empty when the list does not say.
        public var title = ""
        /// The page that the feed is a feed of; empty when the list does not say.
        public var homePageURL = ""
        /// The BCP 47 tag; empty when the list does not say.
        public var language = ""
        /// The entries of `category`, parted by commas there.
        public var categories: [String] = []
        /// The outlines that it stands in, outermost first.
        public var folder: [String] = []
        /// Whether it is polled: not where it or an outline that it stands in is commented out
        /// (`isComment="true"`).
        public var isEnabled = true
        /// Where its outline stands.
        public var position = SourcePosition(file: "")

        /// A feed at `url`.
        public init(url: String) {
            self.url = url
        }
    }

    /// Reads the document `bytes`, which messages call `file`.
    ///
    /// Bounded like a feed: no document type, no entities, no network, at most 32 levels.
    ///
    /// - Returns: The list, or nil when an error is among the problems.
    public static func read(
        _ bytes: [UInt8], file: String
    ) -> (list: OPML?, problems: [SettingsProblem]) {
        (nil, [])
    }

    /// The document, in UTF-8: one outline a line, folders nested.
    public func write() -> [UInt8] { [] }
}
