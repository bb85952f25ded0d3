// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Writes markup that stands inside a text (XHTML, naked HTML, SVG) as HTML again.
enum MarkupWriter {
    /// Appends text, escaped.
    static func append(text: UnsafeBufferPointer<UInt8>, to raw: inout [UInt8]) {
        raw.reserveCapacity(raw.count + text.count)
        var copied = 0
        for index in 0..<text.count {
            let byte = unsafe text[index]
            guard
                byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            else { continue }
            unsafe raw.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<index]))
            switch byte {
            case UInt8(ascii: "&"): raw.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): raw.append(contentsOf: "&lt;".utf8)
            default: raw.append(contentsOf: "&gt;".utf8)
            }
            copied = index + 1
        }
        unsafe raw.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
    }

    /// Appends a start tag; gives where its name stands. Links are resolved here, where the base
    /// of each element is known.
    static func append(
        start name: UnsafeBufferPointer<UInt8>, prefix: UnsafeBufferPointer<UInt8>,
        _ attributes: XMLAttributes, base: URIReference?, links: inout LinkBudget,
        to raw: inout [UInt8]
    ) -> Range<Int> {
        raw.append(UInt8(ascii: "<"))
        let first = raw.count
        unsafe raw.append(contentsOf: name)
        let range = first..<raw.count
        for index in 0..<attributes.count {
            let attribute = attributes[index]
            // `xml:base` has done its work, `xml:lang` is no HTML.
            if attribute.prefixed("xml") { continue }
            raw.append(UInt8(ascii: " "))
            if attribute.hasPrefix {
                unsafe raw.append(contentsOf: attribute.prefix)
                raw.append(UInt8(ascii: ":"))
            }
            unsafe raw.append(contentsOf: attribute.name)
            raw.append(contentsOf: "=\"".utf8)
            var value = attribute.value
            if attribute.named("href") || attribute.named("src"), let base {
                let trimmed = value.drop { $0 <= 0x20 }
                let reference = URIReference(Array(trimmed))
                if !reference.isAbsolute { value = links.resolve(reference, against: base).bytes }
            }
            append(value: value, to: &raw)
            raw.append(UInt8(ascii: "\""))
        }
        raw.append(contentsOf: isVoid(raw[range]) ? " />".utf8 : ">".utf8)
        return range
    }

    /// Appends the end tag of the element whose name stands at `name`.
    static func append(end name: Range<Int>, to raw: inout [UInt8]) {
        guard !name.isEmpty, name.upperBound <= raw.count, !isVoid(raw[name]) else { return }
        raw.append(contentsOf: "</".utf8)
        raw.append(contentsOf: Array(raw[name]))
        raw.append(UInt8(ascii: ">"))
    }

    private static func append(value: [UInt8], to raw: inout [UInt8]) {
        for byte in value {
            switch byte {
            case UInt8(ascii: "&"): raw.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): raw.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: "\""): raw.append(contentsOf: "&quot;".utf8)
            default: raw.append(byte)
            }
        }
    }

    /// HTML's elements without content.
    private static let voidNames: [StaticString] = [
        "br", "img", "hr", "wbr", "input", "area", "col", "embed", "source", "track", "param",
    ]

    private static func isVoid(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.count <= 6 else { return false }
        return unsafe name.withUnsafeBufferPointer { name in
            voidNames.contains {
                unsafe $0.utf8CodeUnitCount == name.count
                    && ByteSearch.hasPrefix($0, in: name, at: 0)
            }
        }
    }
}
