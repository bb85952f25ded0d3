// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import JSON

/// Reads JSON Feed 1.0 and 1.1 (jsonfeed.org), in whatever state it is.
///
/// Members of the wrong type are taken for what they must mean (a number as an id, a string as a
/// list of one) or left out; a document that breaks off gives the items that were whole.
struct JSONFeedReader {
    private let options: FeedParser.Options
    private let base: URIReference?
    private var log: WarningLog
    private var assembler: EntryAssembler
    private var record = WireRecord()

    init(options: FeedParser.Options, base: URIReference?, log: WarningLog) {
        self.options = options
        self.base = base
        self.log = log
        assembler = EntryAssembler(options: options)
    }

    /// The feed in `text`; nil when it is no JSON, or JSON of something else.
    mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Feed? {
        var parser = JSONParser()
        guard unsafe Self.isModest(text), let document = try? unsafe parser.parseMending(text),
            let format = format(document.value)
        else { return nil }
        var lines = unsafe LineCounter(text)
        for repair in document.repairs.prefix(options.maxWarnings) {
            let place = lines.position(of: repair.offset)
            log.fault(Self.message(repair.kind), line: place.line, column: place.column)
        }
        var feed = feed(document.value, format)
        feed.isTruncated = document.isTruncated
        let endsWhole = unsafe Self.endsWithWholeValue(text)
        readItems(
            document.value["items"], dropsLast: document.isTruncated && !endsWhole, into: &feed)
        feed.inherit()
        feed.warnings = log.warnings
        feed.isBozo = log.isBozo
        return feed
    }

    /// The version that the document claims; one without a version is a feed if it looks like one.
    private mutating func format(_ root: JSONValue) -> FeedFormat? {
        guard root.kind == .object else { return nil }
        let version = root["version"]?.text?.bytes ?? []
        if version.containsWord("jsonfeed.org/version/") {
            let is10 = version.last == UInt8(ascii: "1") && !version.containsWord("1.1")
            return is10 || version.containsWord("/1.0") ? .jsonFeed10 : .jsonFeed11
        }
        guard root["items"]?.kind == .array,
            root["title"]?.kind == .string || root["feed_url"]?.kind == .string
        else { return nil }
        log.fault("no version of JSON Feed")
        return .jsonFeed11
    }

    // MARK: - The feed

    private mutating func feed(_ root: JSONValue, _ format: FeedFormat) -> Feed {
        record.removeAll()
        setText(\.title, root["title"], .plain)
        setText(\.description, root["description"], .plain)
        record.link.span = web(root["home_page_url"])
        record.image.span = web(root["icon"] ?? root["favicon"])
        setLanguage(root["language"])
        setAuthors(root)
        let channel = assembler.entry(from: &record)
        var feed = Feed(format: format)
        feed.title = channel.title
        feed.description = channel.contentText
        feed.homePageURL = channel.url
        feed.icon = channel.image
        feed.language = channel.language
        feed.authors = channel.authors
        feed.selfURL = url(root["feed_url"])
        feed.nextURL = url(root["next_url"])
        for hub in elements(root["hubs"], 10) where feed.hubURL.isEmpty {
            if hub["type"]?.string?.lowercased() == "websub" { feed.hubURL = url(hub["url"]) }
        }
        return feed
    }

    // MARK: - Items

    private mutating func readItems(_ items: JSONValue?, dropsLast: Bool, into feed: inout Feed) {
        guard let items else { return }
        for item in items.elements {
            guard item.kind == .object else {
                log.fault("item that is no object left out")
                continue
            }
            guard feed.entries.count < options.maxEntries else {
                log.notice("more than \(options.maxEntries) entries: the rest is left out")
                break
            }
            feed.entries.append(entry(item))
        }
        if dropsLast, !feed.entries.isEmpty { feed.entries.removeLast() }
    }

    private mutating func entry(_ item: JSONValue) -> Entry {
        record.removeAll()
        record.guid.span = add(item["id"])
        record.link.span = web(item["url"])
        record.related = web(item["external_url"])
        setText(\.title, item["title"], .plain)
        setText(\.content, item["content_html"], .html)
        if record.content.span.isEmpty { setText(\.content, item["content_text"], .verbatim) }
        setText(\.description, item["summary"], .plain)
        record.image.span = web(item["image"] ?? item["banner_image"])
        record.published.date = date(item["date_published"])
        record.modified.date = date(item["date_modified"])
        setLanguage(item["language"])
        setAuthors(item)
        setTags(item["tags"])
        setFiles(item["attachments"])
        return assembler.entry(from: &record)
    }

    private mutating func setText(
        _ path: WritableKeyPath<WireRecord, WireRecord.Text>, _ value: JSONValue?, _ form: TextForm
    ) {
        let span = add(value)
        guard span.upper - span.lower <= options.maxFieldBytes else { return }
        let place = record.add(base: base)
        record[keyPath: path] = WireRecord.Text(span: span, form: form, rank: 0, base: place)
    }

    private mutating func setLanguage(_ value: JSONValue?) {
        guard let text = value?.text else { return }
        var tag: [UInt8] = []
        if LanguageTag.append(text.bytes[...], to: &tag) { record.language.span = record.add(tag) }
    }

    /// `authors` of 1.1, `author` of 1.0; a string is a name.
    private mutating func setAuthors(_ value: JSONValue) {
        let authors = value["authors"] ?? value["author"]
        switch authors?.kind {
        case .array: for author in elements(authors, 200) { addAuthor(author) }
        case .object, .string: if let authors { addAuthor(authors) }
        default: break
        }
        if record.people.isEmpty, let author = value["author"] { addAuthor(author) }
    }

    private mutating func addAuthor(_ value: JSONValue) {
        var person = WireRecord.Person()
        if value.kind == .string {
            person.name = add(value)
        } else {
            person.name = add(value["name"])
            person.uri = address(value["url"])
            person.avatar = web(value["avatar"])
        }
        if !person.name.isEmpty || !person.uri.isEmpty { record.people.append(person) }
    }

    private mutating func setTags(_ value: JSONValue?) {
        if value?.kind == .string {
            record.tags.append(add(value))
        } else {
            for tag in elements(value, 100) { record.tags.append(add(tag)) }
        }
    }

    private mutating func setFiles(_ value: JSONValue?) {
        for attachment in elements(value, 200) {
            var file = WireRecord.File(url: web(attachment["url"]))
            guard !file.url.isEmpty else { continue }
            file.type = add(attachment["mime_type"])
            file.title = add(attachment["title"])
            file.size = attachment["size_in_bytes"]?.int.flatMap { $0 > 0 ? Int64($0) : nil }
            file.duration = attachment["duration_in_seconds"]?.double.flatMap {
                $0 > 0 && $0 < 1e9 ? $0 : nil
            }
            record.files.append(file)
        }
    }

    // MARK: - Values

    /// The elements of a list, at most `most` of them; none when there is none.
    private func elements(_ value: JSONValue?, _ most: Int) -> [JSONValue] {
        value.map { Array($0.elements.prefix(most)) } ?? []
    }

    /// Takes a string in, or a number as it is written; empty for anything else.
    private mutating func add(_ value: JSONValue?) -> WireRecord.Span {
        if let text = value?.text { return record.add(text.bytes) }
        if let number = value?.int { return record.add(number.description.utf8) }
        return WireRecord.Span()
    }

    private mutating func web(_ value: JSONValue?) -> WireRecord.Span {
        guard let text = value?.text, text.bytes.contains(where: { $0 > 0x20 }) else {
            return WireRecord.Span()
        }
        let keepsRelative = options.keepsRelativeLinks
        guard !assembler.links.isSpent,
            let url = WebLink.url(text.bytes, base: base, keepsRelative: keepsRelative)
        else {
            log.notice("link that is neither http nor https left out")
            return WireRecord.Span()
        }
        assembler.links.spend(url.count - text.count)
        return record.add(url)
    }

    /// An author's page, which may be a mail address.
    private mutating func address(_ value: JSONValue?) -> WireRecord.Span {
        guard let bytes = value?.text?.bytes else { return WireRecord.Span() }
        return bytes.starts(with: "mailto:".utf8) ? record.add(bytes) : web(value)
    }

    private func url(_ value: JSONValue?) -> UTF8Text {
        let url = value?.text.flatMap {
            WebLink.url($0.bytes, base: base, keepsRelative: options.keepsRelativeLinks)
        }
        return url.map { UTF8Text(utf8: $0) } ?? UTF8Text()
    }

    private mutating func date(_ value: JSONValue?) -> EntryDate? {
        guard let value, !value.isNull else { return nil }
        let written = value.string ?? value.int.map(\.description) ?? ""
        let date = FeedDate.parse(written)
        if date == nil { log.notice("date that cannot be read left out") }
        return date
    }

    // MARK: - Mending

    /// Whether a large document has no more values than feeds have: each costs twelve bytes of
    /// simdjson's memory, while one in a feed has a text of its own.
    private static func isModest(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 4 << 20 else { return true }
        var marks = 0
        for place in text.indices {
            switch unsafe text[place] {
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"):
                marks += 1
            default: break
            }
        }
        return marks < 4 << 20
    }

    /// Whether a document that breaks off does so behind an object or a list.
    private static func endsWithWholeValue(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = unsafe text.last { $0 > 0x20 && $0 != UInt8(ascii: ",") }
        return end == UInt8(ascii: "}") || end == UInt8(ascii: "]")
    }

    private static func message(_ kind: JSONRepair.Kind) -> String {
        switch kind {
        case .encoding: "bytes that are no UTF-8: replaced"
        case .loneSurrogate: "half of a surrogate pair: replaced"
        case .controlCharacter: "control character in a string"
        case .escape: "backslash before something that needs none: dropped"
        case .trailingComma: "comma before a closing bracket: dropped"
        case .trailingBytes: "text after the end of the document"
        case .truncated: "the document ends before its object"
        }
    }
}
