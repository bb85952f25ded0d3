// SPDX-License-Identifier: Apache-2.0

/// A subscription list (OPML 2.0, opml.org/spec2.opml).
public struct OPML: Sendable, Equatable {
    /// The title of the list.
    public var title = ""
    /// The feeds in the order of the document.
    public var feeds: [Subscription] = []

    /// A list.
    public init(title: String = "", feeds: [Subscription] = []) {
        self.title = title
        self.feeds = feeds
    }

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
        /// What the list says about the feed; empty when it says nothing.
        public var description = ""
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

        /// A configured feed; user name and password stay behind.
        public init(_ feed: FeedSettings) {
            url = feed.url
            title = feed.name ?? ""
            categories = feed.categories
            folder = feed.folder
            isEnabled = feed.isEnabled
            position = feed.position
        }
    }

    /// The most bytes of a list.
    static let maxBytes = 16 << 20

    /// Reads the document `bytes`, which messages call `file`.
    ///
    /// Bounded like a feed: no document type, no entities but the five of XML, no network, at
    /// most 32 levels, at most 16 MiB.
    ///
    /// - Returns: The list, or nil when an error is among the problems.
    public static func read(
        _ bytes: [UInt8], file: String
    ) -> (list: OPML?, problems: [SettingsProblem]) {
        let problems = ProblemList()
        guard bytes.count <= maxBytes else {
            problems.error(
                at: SourcePosition(file: file), "longer than \(ByteCount.text(maxBytes))")
            return (nil, problems.inOrder)
        }
        var reader = OPMLReader(file: file, problems: problems)
        XMLEvents.read(bytes, into: &reader)
        return (problems.hasErrors ? nil : reader.list, problems.inOrder)
    }
}
