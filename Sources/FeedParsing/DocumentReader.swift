// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Reads one document that is UTF-8 by now.
struct DocumentReader {
    let options: FeedParser.Options
    let contentType: String?
    /// The URL of the document, if it is absolute.
    let base: URIReference?
    let encoding: String

    /// What the document is.
    func read(_ whole: UnsafeBufferPointer<UInt8>, log: WarningLog) -> ParseOutcome {
        var end = whole.count
        while end > 0, unsafe whole[end - 1] <= 0x20 { end -= 1 }
        let text = unsafe UnsafeBufferPointer(rebasing: whole[..<end])
        guard let first = unsafe text.firstIndex(where: { $0 > 0x20 }) else {
            return .notAFeed(NotAFeed(kind: .empty))
        }
        if unsafe text[first] == UInt8(ascii: "{") || text[first] == UInt8(ascii: "[") {
            return unsafe readJSON(text, log: log)
        }
        let prolog = unsafe Prolog(text)
        guard let root = prolog.rootStart, prolog.isFeed, !prolog.isHTML,
            var feed = unsafe readXML(text, root: root, prolog: prolog, log: log)
        else {
            return unsafe .notAFeed(Recognition.judge(text, prolog: prolog, base: base))
        }
        feed.encoding = encoding
        return .feed(feed)
    }

    // MARK: - XML

    private func readXML(
        _ text: UnsafeBufferPointer<UInt8>, root: Int, prolog: Prolog, log: WarningLog
    ) -> Feed? {
        var log = log
        if let contentType, !Self.isXML(contentType) {
            log.fault("the media type is not one of XML")
        }
        var lines = unsafe LineCounter(text)
        for fault in prolog.faults {
            let place = lines.position(of: fault.offset)
            log.fault(fault.message, line: place.line, column: place.column)
        }
        let start = lines.position(of: root)
        log.linesBefore = start.line - 1
        log.columnsBefore = start.column - 1
        let document = unsafe UnsafeBufferPointer(rebasing: text[root...])
        // libxml2 takes NUL for the end of the document.
        if unsafe ByteSearch.find(0, in: document) == nil {
            let builder = DocumentBuilder(options: options, documentBase: base, log: log)
            let parser = SAXPushParser(builder: builder, isStrict: true)
            let outcome = unsafe parser.parse(document)
            if outcome.isSound { return unsafe outcome.feed(unless: isForeign(document)) }
        }
        return unsafe readMended(document, prolog: prolog, log: log)
    }

    private func readMended(
        _ document: UnsafeBufferPointer<UInt8>, prolog: Prolog, log: WarningLog
    ) -> Feed? {
        let mended = unsafe MarkupMender.mend(document, entities: prolog.entities, log: log)
        let isForeign = unsafe isForeign(document)
        var feed = unsafe mended.document.withUnsafeBufferPointer { mendedDocument in
            let builder = DocumentBuilder(options: options, documentBase: base, log: mended.log)
            let parser = SAXPushParser(builder: builder, isStrict: false)
            let outcome = unsafe parser.parse(mendedDocument)
            return outcome.feed(unless: isForeign)
        }
        feed?.isTruncated = mended.isTruncated
        return feed
    }

    /// Whether an RDF document has nothing of RSS: it may be about anything.
    private func isForeign(_ document: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe ByteSearch.find("purl.org/rss", in: document) == nil
            && ByteSearch.find("netscape.com/rdf", in: document) == nil
    }

    private static func isXML(_ contentType: String) -> Bool {
        let type = contentType.utf8.prefix { $0 != UInt8(ascii: ";") }
        return type.containsWord("xml") || !type.contains(UInt8(ascii: "/"))
    }

    // MARK: - JSON

    private func readJSON(
        _ text: UnsafeBufferPointer<UInt8>, log: WarningLog
    ) -> ParseOutcome {
        var reader = JSONFeedReader(options: options, base: base, log: log)
        guard var feed = unsafe reader.read(text) else {
            return .notAFeed(NotAFeed(kind: .json))
        }
        feed.encoding = encoding
        return .feed(feed)
    }
}
