// SPDX-License-Identifier: Apache-2.0

internal import Text

/// The texts of feeds as plain text: what kind of text it really is, and what it says.
enum TextConversion {
    // MARK: - Titles

    /// Appends a title: one line of plain text, decoded once, whatever it is said to be.
    static func append(
        title: UnsafeBufferPointer<UInt8>, form: TextForm, to bytes: inout [UInt8],
        scratch: inout [UInt8]
    ) {
        let hasTags = unsafe ByteSearch.find(UInt8(ascii: "<"), in: title) != nil
        let hasReferences = unsafe ByteSearch.find(UInt8(ascii: "&"), in: title) != nil
        guard hasTags || hasReferences else {
            unsafe PlainText.append(title, whiteSpace: .collapsed, to: &bytes)
            return
        }
        scratch.removeAll(keepingCapacity: true)
        if form == .html || hasTags && form != .verbatim && (unsafe looksLikeHTML(title)) {
            unsafe HTMLText.append(textOf: title, to: &scratch)
        } else if form == .verbatim {
            unsafe scratch.append(contentsOf: title)
        } else {
            unsafe HTMLText.appendDecoded(title, to: &scratch)
        }
        unsafe scratch.withUnsafeBufferPointer {
            unsafe PlainText.append($0, whiteSpace: .collapsed, to: &bytes)
        }
    }

    // MARK: - Bodies

    /// Appends a body as plain text with its paragraphs; whether it was HTML.
    static func append(
        body: UnsafeBufferPointer<UInt8>, form: TextForm, to bytes: inout [UInt8],
        scratch: inout [UInt8]
    ) -> Bool {
        if unsafe isHTML(body, form: form) {
            unsafe HTMLText.append(textOf: body, to: &bytes)
            return true
        }
        let decodes = form == .lenient || form == .plain
        guard decodes, unsafe ByteSearch.find(UInt8(ascii: "&"), in: body) != nil else {
            unsafe PlainText.append(body, whiteSpace: .lines, to: &bytes)
            return false
        }
        scratch.removeAll(keepingCapacity: true)
        unsafe HTMLText.appendDecoded(
            body, in: form == .lenient ? .text : .strict, to: &scratch)
        unsafe scratch.withUnsafeBufferPointer {
            unsafe PlainText.append($0, whiteSpace: .lines, to: &bytes)
        }
        return form == .lenient
    }

    private static func isHTML(_ body: UnsafeBufferPointer<UInt8>, form: TextForm) -> Bool {
        switch form {
        case .html: true
        case .lenient: unsafe ByteSearch.find(UInt8(ascii: "<"), in: body) != nil
        case .plain: unsafe looksLikeHTML(body)
        case .verbatim: false
        }
    }

    // MARK: - Sniffing

    /// The elements whose tags are taken for markup in a text that says it is none.
    private static let names: Set<String> = [
        "a", "abbr", "b", "big", "blockquote", "center", "cite", "code", "del", "div", "em",
        "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "kbd", "li", "mark", "ol",
        "p", "pre", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "table", "td",
        "tr", "tt", "u", "ul", "var",
    ]

    private static let voidNames: Set<String> = ["br", "hr", "img", "wbr"]

    /// Whether a text holds a tag of HTML together with its end tag, or a void element: text about
    /// HTML ("the <b> tag") seldom does.
    static func looksLikeHTML(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        // A text that is HTML shows it early.
        var tries = 0
        while tries < 16,
            let open = unsafe ByteSearch.find(UInt8(ascii: "<"), in: text, from: index)
        {
            tries += 1
            var end = open + 1
            while end < text.count, unsafe isNameByte(text[end]), end - open < 12 { end += 1 }
            index = open + 1
            guard end > open + 1, end < text.count else { continue }
            let name = unsafe String(
                decoding: UnsafeBufferPointer(rebasing: text[(open + 1)..<end]), as: UTF8.self
            ).lowercased()
            let next = unsafe text[end]
            guard next <= 0x20 || next == UInt8(ascii: ">") || next == UInt8(ascii: "/") else {
                continue
            }
            if voidNames.contains(name) {
                if unsafe ByteSearch.find(UInt8(ascii: ">"), in: text, from: end) != nil {
                    return true
                }
            } else if names.contains(name), unsafe hasEndTag(name, in: text, from: end) {
                return true
            }
        }
        return false
    }

    private static func hasEndTag(
        _ name: String, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Bool {
        var index = start
        while let hit = unsafe ByteSearch.find("</", in: text, from: index) {
            let end = hit + 2 + name.utf8.count
            guard end < text.count else { return false }
            let candidate = unsafe UnsafeBufferPointer(rebasing: text[(hit + 2)..<end])
            let isName = unsafe candidate.elementsEqual(name.utf8) {
                ByteSearch.lowercase($0) == $1
            }
            if isName, unsafe !isNameByte(text[end]) { return true }
            index = hit + 2
        }
        return false
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- 0x30 < 10
    }
}
