// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension DocumentBuilder {
    /// Begins to read the text of an element.
    mutating func begin(_ field: Field) -> Scope {
        var field = field
        field.start = record.raw.count
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
        if options.keepsHTML { field.base = base }
        if field.target != .title, isInEntry, let language = attributes.xml("lang") {
            takeLanguage(language[...], rank: 2)
        }
        return begin(field)
    }

    /// Atom text constructs (RFC 4287 section 3.1) and content (section 4.1.3), and those of
    /// Atom 0.3 with their modes.
    private func readConstruct(_ field: inout Field, _ attributes: XMLAttributes) {
        let type = attributes.value(of: "type").map { Self.lowercased($0) }
        let mode = attributes.value(of: "mode").map { Self.lowercased($0) } ?? ""
        if mode == "base64" { field.isBase64 = true }
        if mode == "escaped", type == nil { field.form = .lenient }
        guard let type, !type.isEmpty else {
            if isAtom, mode != "escaped", field.form == .lenient { field.form = .plain }
            return
        }
        if type.contains("xhtml") || type.hasSuffix("+xml") || type.hasSuffix("/xml") {
            field.form = .html
            // In Atom 0.3 escaped XHTML is HTML.
            field.escapes = mode != "escaped" && mode != "base64"
        } else if type.contains("html") {
            field.form = .html
        } else if type == "text" || type == "plain" || type.hasPrefix("text/") {
            // RSS has no types: what stands there is a guess of its author's.
            field.form = isAtom ? .plain : .lenient
        } else if type.contains("/") {
            field.isBase64 = true
        }
    }

    private static func lowercased(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
    }

    /// Takes text of the field in.
    mutating func appendToField(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let field else { return }
        guard record.raw.count - field.start + bytes.count <= options.maxFieldBytes else {
            if !field.isCut { log.notice("text that is too long is cut") }
            self.field?.isCut = true
            return
        }
        if field.escapes || field.markupDepth > 0 {
            unsafe MarkupWriter.append(text: bytes, to: &record.raw)
        } else {
            unsafe record.raw.append(contentsOf: bytes)
        }
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
        return unsafe MarkupWriter.append(
            start: name, prefix: prefix, attributes, base: base, to: &record.raw)
    }

    private mutating func escapeText(from start: Int) {
        let text = Array(record.raw[start...])
        record.raw.removeSubrange(start...)
        unsafe text.withUnsafeBufferPointer {
            unsafe MarkupWriter.append(text: $0, to: &record.raw)
        }
    }

    mutating func endMarkup(_ name: Range<Int>) {
        field?.markupDepth -= 1
        MarkupWriter.append(end: name, to: &record.raw)
    }
}
