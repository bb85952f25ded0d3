// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension DocumentBuilder {
    /// Begins to read the text of an element.
    mutating func begin(_ field: Field) -> Scope {
        var field = field
        field.start = record.raw.count
        fieldEnd = min(field.start + options.maxFieldBytes, WireRecord.rawBytesMax)
        escapesText = field.escapes
        fieldBase = options.keepsHTML ? record.add(base: base) : nil
        isReading = true
        self.field = field
        return .field
    }

    /// Begins to read an image's address, unless it stands in an attribute.
    mutating func begin(_ field: Field, orTake href: [UInt8]?) -> Scope {
        guard let href else { return begin(field) }
        takeImage(href[...], rank: field.rank)
        return .ignored
    }

    /// Begins to read a text of Atom or RSS: its `type` and `mode` say how it is to be read.
    mutating func begin(text field: Field, _ attributes: XMLAttributes) -> Scope {
        var field = field
        if attributes.count > 0 || isAtom { readConstruct(&field, attributes) }
        if field.target != .title, isInEntry, let language = attributes.xml("lang") {
            takeLanguage(language[...], rank: 2)
        }
        return begin(field)
    }

    /// Atom text constructs (RFC 4287 section 3.1) and content (section 4.1.3), and those of
    /// Atom 0.3 with their modes.
    private func readConstruct(_ field: inout Field, _ attributes: XMLAttributes) {
        let type: [UInt8] = (attributes.value(of: "type") ?? []).filter { $0 > 0x20 }
        let mode: [UInt8] = isAtom ? attributes.value(of: "mode") ?? [] : []
        let isEscaped = mode.isWord("escaped")
        field.isBase64 = mode.isWord("base64")
        if type.isEmpty {
            if isAtom, !isEscaped, field.form == .lenient { field.form = .plain }
        } else if type.containsWord("xhtml") || type.containsWord("xml") {
            field.form = .html
            // In Atom 0.3 escaped XHTML is HTML.
            field.escapes = !isEscaped && !field.isBase64
        } else if type.containsWord("html") {
            field.form = .html
        } else if type.hasWordPrefix("text") || type.isWord("plain") {
            // RSS has no types: what stands there is a guess of its author's.
            field.form = isAtom ? .plain : .lenient
        } else if type.contains(UInt8(ascii: "/")) {
            field.isBase64 = true
        }
    }

    /// Takes text of the field in.
    mutating func appendToField(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard record.raw.count + bytes.count <= fieldEnd else { return cutField() }
        if escapesText {
            unsafe MarkupWriter.append(text: bytes, to: &record.raw)
        } else {
            unsafe record.raw.append(contentsOf: bytes)
        }
    }

    private mutating func cutField() {
        if field?.isCut == false { log.notice("text that is too long is cut") }
        field?.isCut = true
    }

    // MARK: - Markup inside

    /// A start tag inside a text: written out again; gives where its name stands in the record.
    mutating func startMarkup(
        _ name: UnsafeBufferPointer<UInt8>, prefix: UnsafeBufferPointer<UInt8>,
        _ attributes: XMLAttributes
    ) -> Range<Int> {
        guard var field, !field.isCut else { return 0..<0 }
        if !field.hasMarkup {
            field.hasMarkup = true
            // Text before the first tag was taken as it is; beside markup it has to be escaped,
            // unless it is HTML itself.
            if field.form == .plain { escapeText(from: field.start) }
            if field.form == .plain { field.escapes = true }
            field.form = .html
        }
        field.markupDepth += 1
        self.field = field
        escapesText = true
        return unsafe MarkupWriter.append(
            start: name, prefix: prefix, attributes, base: base, links: &assembler.links,
            to: &record.raw)
    }

    private mutating func escapeText(from start: Int) {
        let text = Array(record.raw[start...])
        record.raw.removeSubrange(start...)
        unsafe text.withUnsafeBufferPointer {
            unsafe MarkupWriter.append(text: $0, to: &record.raw)
        }
    }

    mutating func endMarkup(_ name: Range<Int>) {
        if var field {
            field.markupDepth -= 1
            escapesText = field.escapes || field.markupDepth > 0
            self.field = field
        }
        MarkupWriter.append(end: name, to: &record.raw)
    }
}
