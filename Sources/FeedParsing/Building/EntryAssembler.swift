// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Glibc
internal import Text

/// Makes entries of records: texts become plain text, and all of them together one block.
struct EntryAssembler {
    private let options: FeedParser.Options
    private var block: [UInt8] = []
    private var scratch: [UInt8] = []
    /// The parts of the last entry, whose lists have memory for the next.
    private var lists = Parts()
    /// What the links of the document may still grow by.
    var links = LinkBudget()

    init(options: FeedParser.Options) {
        self.options = options
    }

    /// Fills an entry that has nothing yet with what `record` describes. The entry is filled where
    /// it is to stay: it is large, and a copy counts the references of every text.
    mutating func fill(_ entry: inout Entry, from record: inout WireRecord) {
        block.removeAll(keepingCapacity: true)
        var parts = Parts()
        swap(&parts, &lists)
        unsafe record.raw.withUnsafeBufferPointer { raw in unsafe parts.read(record, raw, &self) }
        // One allocation of the right size for all texts of the entry.
        parts.fill(&entry, &record, Array(block))
        swap(&parts, &lists)
    }

    /// An entry of what `record` describes.
    mutating func entry(from record: inout WireRecord) -> Entry {
        var entry = Entry()
        fill(&entry, from: &record)
        return entry
    }

    /// Where the texts of an entry stand in its block.
    private struct Parts {
        var guid = 0..<0
        var url = 0..<0
        var related = 0..<0
        var title = 0..<0
        var image = 0..<0
        var comments = 0..<0
        var sourceTitle = 0..<0
        var sourceURL = 0..<0
        var language = 0..<0
        var body = Body()
        var tags: [Range<Int>] = []
        var people: [Person] = []
        var files: [File] = []

        struct Person {
            var name, url, avatar: Range<Int>
        }

        struct File {
            var url, type, title: Range<Int>
        }

        mutating func read(
            _ record: WireRecord, _ raw: UnsafeBufferPointer<UInt8>,
            _ assembler: inout EntryAssembler
        ) {
            guid = unsafe assembler.line(record.guid.span, raw)
            url = unsafe assembler.copy(record.link.span, raw)
            related = unsafe assembler.copy(record.related, raw)
            title = unsafe assembler.title(record.title, raw)
            body = unsafe assembler.body(record, raw)
            image = unsafe assembler.copy(record.image.span, raw)
            comments = unsafe assembler.copy(record.comments, raw)
            sourceTitle = unsafe assembler.title(
                WireRecord.Text(span: record.sourceTitle), raw)
            sourceURL = unsafe assembler.copy(record.sourceURL.span, raw)
            language = unsafe assembler.copy(record.language.span, raw)
            unsafe readLists(record, raw, &assembler)
        }

        private mutating func readLists(
            _ record: WireRecord, _ raw: UnsafeBufferPointer<UInt8>,
            _ assembler: inout EntryAssembler
        ) {
            tags.removeAll(keepingCapacity: true)
            people.removeAll(keepingCapacity: true)
            files.removeAll(keepingCapacity: true)
            for tag in record.tags {
                let range = unsafe assembler.title(WireRecord.Text(span: tag), raw)
                let isKnown = tags.contains { assembler.isSame($0, range) }
                if !range.isEmpty && !isKnown { tags.append(range) }
            }
            for person in record.people {
                unsafe people.append(
                    Person(
                        name: assembler.title(WireRecord.Text(span: person.name), raw),
                        url: assembler.address(of: person, raw),
                        avatar: assembler.copy(person.avatar, raw)))
            }
            for file in record.files {
                unsafe files.append(
                    File(
                        url: assembler.copy(file.url, raw), type: assembler.line(file.type, raw),
                        title: assembler.title(WireRecord.Text(span: file.title), raw)))
            }
        }

        func fill(_ entry: inout Entry, _ record: inout WireRecord, _ storage: [UInt8]) {
            func text(_ range: Range<Int>) -> UTF8Text {
                range.isEmpty ? UTF8Text() : UTF8Text(utf8: storage, in: range)
            }
            entry.guid = text(guid)
            entry.url = text(url)
            if storage[related] != storage[url] { entry.externalURL = text(related) }
            entry.title = text(title)
            entry.summary = text(body.summary)
            entry.contentText = text(body.text)
            entry.contentHTML = text(body.html)
            entry.image = text(image)
            entry.commentsURL = text(comments)
            entry.published = record.published.date
            entry.modified = record.modified.date
            entry.language = text(language)
            entry.sourceTitle = text(sourceTitle)
            entry.sourceURL = text(sourceURL)
            if !tags.isEmpty { entry.tags = tags.map { text($0) } }
            if !people.isEmpty { entry.authors = people.map { author($0, storage) } }
            guard !files.isEmpty else { return }
            entry.attachments = zip(files, record.files).map { range, file in
                Attachment(
                    url: text(range.url), mimeType: text(range.type), title: text(range.title),
                    sizeInBytes: file.size, durationInSeconds: file.duration)
            }
            if entry.attachments[0].durationInSeconds == nil {
                entry.attachments[0].durationInSeconds = record.duration
            }
        }

        private func author(_ person: Person, _ storage: [UInt8]) -> Author {
            var name = person.name
            if name.isEmpty, storage[person.url].starts(with: "mailto:".utf8) {
                // Whoever gives nothing but an address is called by it.
                name = (person.url.lowerBound + "mailto:".utf8.count)..<person.url.upperBound
            }
            return Author(
                name: UTF8Text(utf8: storage, in: name),
                url: UTF8Text(utf8: storage, in: person.url),
                avatar: UTF8Text(utf8: storage, in: person.avatar))
        }
    }

    // MARK: - Texts

    /// The content and what is shorter.
    private struct Body {
        var text = 0..<0
        var html = 0..<0
        var summary = 0..<0
    }

    /// The best text is the content, the next one that says something else the summary.
    private mutating func body(
        _ record: WireRecord, _ raw: UnsafeBufferPointer<UInt8>
    ) -> Body {
        var body = Body()
        unsafe add(record.content, to: &body, record, raw)
        unsafe add(record.description, to: &body, record, raw)
        unsafe add(record.summary, to: &body, record, raw)
        return body
    }

    private mutating func add(
        _ text: WireRecord.Text, to body: inout Body, _ record: WireRecord,
        _ raw: UnsafeBufferPointer<UInt8>
    ) {
        guard !text.span.isEmpty, body.summary.isEmpty else { return }
        let first = block.count
        let isHTML = unsafe TextConversion.append(
            body: slice(text.span, raw), form: text.form, to: &block, scratch: &scratch)
        let range = first..<block.count
        if body.text.isEmpty {
            body.text = range
            if isHTML, options.keepsHTML {
                body.html = unsafe html(text, raw, base: text.base.map { record.bases[$0] })
            }
        } else if !range.isEmpty, block[range] != block[body.text] {
            body.summary = range
        }
    }

    private mutating func html(
        _ text: WireRecord.Text, _ raw: UnsafeBufferPointer<UInt8>, base: URIReference?
    ) -> Range<Int> {
        let first = block.count
        var links = links
        unsafe HTMLLinks.append(slice(text.span, raw), to: &block) { link in
            guard let base, !link.isEmpty, !links.isSpent else { return nil }
            let reference = unsafe URIReference(Array(link))
            return reference.isAbsolute ? nil : links.resolve(reference, against: base).bytes
        }
        self.links = links
        return first..<block.count
    }

    private mutating func title(
        _ text: WireRecord.Text, _ raw: UnsafeBufferPointer<UInt8>
    ) -> Range<Int> {
        guard !text.span.isEmpty else { return 0..<0 }
        let first = block.count
        unsafe TextConversion.append(
            title: slice(text.span, raw), form: text.form, to: &block, scratch: &scratch)
        return first..<block.count
    }

    /// Whether two parts of the block are the same bytes.
    private func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        return unsafe block.withUnsafeBufferPointer { block in
            guard let start = block.baseAddress else { return true }
            return unsafe memcmp(start + one.lowerBound, start + other.lowerBound, one.count) == 0
        }
    }

    /// A person's page, or the mail address.
    private mutating func address(
        of person: WireRecord.Person, _ raw: UnsafeBufferPointer<UInt8>
    ) -> Range<Int> {
        if !person.uri.isEmpty { return unsafe line(person.uri, raw) }
        guard !person.email.isEmpty else { return 0..<0 }
        let first = block.count
        block.append(contentsOf: "mailto:".utf8)
        unsafe PlainText.append(slice(person.email, raw), whiteSpace: .collapsed, to: &block)
        return first..<block.count
    }

    /// A value without control characters on one line.
    private mutating func line(
        _ span: WireRecord.Span, _ raw: UnsafeBufferPointer<UInt8>
    ) -> Range<Int> {
        let first = block.count
        unsafe PlainText.append(slice(span, raw), whiteSpace: .collapsed, to: &block)
        return first..<block.count
    }

    /// A value that is clean already.
    private mutating func copy(
        _ span: WireRecord.Span, _ raw: UnsafeBufferPointer<UInt8>
    ) -> Range<Int> {
        let first = block.count
        unsafe block.append(contentsOf: slice(span, raw))
        return first..<block.count
    }

    private func slice(
        _ span: WireRecord.Span, _ raw: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(rebasing: raw[span.range])
    }
}
