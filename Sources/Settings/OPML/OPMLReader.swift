// SPDX-License-Identifier: Apache-2.0

/// Makes a list of the elements of an OPML document.
struct OPMLReader {
    /// The most levels of elements.
    private static let maxDepth = 32
    /// The most feeds: more is no list that a person keeps.
    private static let maxFeeds = 100_000

    /// The list so far.
    private(set) var list = OPML()
    /// Whether nothing more is to be read.
    private(set) var isOver = false

    private let file: String
    private let problems: ProblemList
    /// The elements that are open, outermost first.
    private var open: [Element] = []

    /// An element, and what it means for the feeds inside it.
    private struct Element {
        var name: String
        /// The folder's name; nil for what is no folder.
        var folder: String?
        var isComment: Bool
    }

    /// A reader of `file`.
    init(file: String, problems: ProblemList) {
        self.file = file
        self.problems = problems
    }

    /// Takes a start tag.
    mutating func start(
        _ name: String, _ attributes: [String: String], line: Int, column: Int
    ) {
        let position = SourcePosition(file: file, line: line, column: column)
        if open.isEmpty, name != "opml" {
            fail(at: position, "this is no OPML: its outermost element is \(quoted(name))")
        } else if open.count >= Self.maxDepth {
            fail(at: position, "nested more than \(Self.maxDepth) deep")
        }
        var element = Element(name: name, isComment: open.last?.isComment ?? false)
        if name == "outline" {
            element.isComment = element.isComment || attributes["isComment"] == "true"
            if let url = attributes["xmlUrl"] {
                add(url, attributes, isComment: element.isComment, at: position)
            } else if attributes["type"] == "include" {
                problems.error(at: position, "lists include no others: name each under `opml:`")
            } else if attributes["type"]?.lowercased() == "rss" {
                problems.error(at: position, "an outline of type rss needs an `xmlUrl`")
            } else {
                element.folder = Self.name(attributes)
            }
        }
        open.append(element)
    }

    /// Takes an end tag.
    mutating func end() {
        _ = open.popLast()
    }

    /// Takes text: that of `head/title` matters, as far as a title goes.
    mutating func characters(_ text: String) {
        guard open.map(\.name) == ["opml", "head", "title"], list.title.utf8.count < 1000 else {
            return
        }
        list.title += text
    }

    /// Takes what the XML parser found wrong; the first such error is the one to mend.
    mutating func failed(_ message: String, line: Int, column: Int) {
        guard !isOver else { return }
        let place = SourcePosition(file: file, line: max(line, 1), column: max(column, 1))
        fail(at: place, message)
    }

    private mutating func fail(at position: SourcePosition, _ message: String) {
        problems.error(at: position, message)
        isOver = true
    }

    private mutating func add(
        _ url: String, _ attributes: [String: String], isComment: Bool, at position: SourcePosition
    ) {
        guard list.feeds.count < Self.maxFeeds else {
            fail(at: position, "more than \(Self.maxFeeds) feeds")
            return
        }
        do {
            _ = try FeedAddress(url, schemes: ["http", "https"])
        } catch {
            problems.error(at: position, "`xmlUrl`: \(error.message)")
            return
        }
        var feed = OPML.Subscription(url: url)
        feed.title = Self.name(attributes)
        feed.homePageURL = attributes["htmlUrl"] ?? ""
        feed.language = attributes["language"] ?? ""
        feed.description = attributes["description"] ?? ""
        feed.categories = (attributes["category"] ?? "").split(separator: ",").compactMap {
            let words = $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return words.isEmpty ? nil : words
        }
        feed.folder = open.compactMap(\.folder)
        feed.isEnabled = !isComment
        feed.position = position
        list.feeds.append(feed)
    }

    /// The name of an outline: `title`, else `text`.
    private static func name(_ attributes: [String: String]) -> String {
        let title = attributes["title"] ?? ""
        return title.isEmpty ? attributes["text"] ?? "" : title
    }
}
