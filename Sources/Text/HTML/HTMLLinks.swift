// SPDX-License-Identifier: Apache-2.0

/// Links inside HTML.
public enum HTMLLinks: Sendable {
    /// Appends `html` to `output` with its links replaced by what `resolve` makes of them, and
    /// without control characters.
    ///
    /// - Parameter resolve: Gets the value of `href`, `src`, `srcset` and the like that is no
    ///   absolute http or https URL, references decoded, without white space around it; gives the
    ///   link to write, or nil to leave it.
    public static func append(
        _ html: UnsafeBufferPointer<UInt8>, to output: inout [UInt8],
        resolving resolve: (UnsafeBufferPointer<UInt8>) -> [UInt8]?
    ) {
        var copied = 0
        var index = 0
        while let open = unsafe HTMLTokenizer.find(UInt8(ascii: "<"), from: index, in: html) {
            if let after = unsafe declaration(at: open, in: html) {
                index = after
            } else if let tag = unsafe HTMLTokenizer.tag(at: open, in: html) {
                index = tag.end
                guard !tag.isEnd else { continue }
                var attributes = unsafe HTMLAttributes(html, from: tag.nameEnd, to: tag.end)
                while let attribute = attributes.next() {
                    guard let value = attribute.value, unsafe isLink(html, attribute.name),
                        let link = unsafe resolved(html, attribute, resolve)
                    else { continue }
                    unsafe copy(html, copied..<value.lowerBound, to: &output)
                    append(link: link, isQuoted: attribute.isQuoted, to: &output)
                    copied = value.upperBound
                }
                if tag.element == .raw { index = unsafe HTMLTokenizer.end(of: tag, in: html) }
            } else {
                // A bracket that opens nothing is text; what opens CDATA means nothing in HTML.
                unsafe copy(html, copied..<open, to: &output)
                if let content = unsafe HTMLTokenizer.cdata(at: open, in: html) {
                    copied = content
                } else {
                    output.append(contentsOf: "&lt;".utf8)
                    copied = open + 1
                }
                index = copied
            }
        }
        unsafe copy(html, copied..<html.count, to: &output)
    }

    private static func declaration(
        at open: Int, in html: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        let next = unsafe open + 1 < html.count ? html[open + 1] : 0
        guard next == UInt8(ascii: "!") || next == UInt8(ascii: "?") else { return nil }
        return unsafe HTMLTokenizer.declaration(at: open, in: html)
    }

    private static func copy(
        _ html: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to output: inout [UInt8]
    ) {
        unsafe PlainText.append(
            UnsafeBufferPointer(rebasing: html[range]), whiteSpace: .kept, to: &output)
    }

    /// The attributes whose values are URLs, of whatever element.
    private static let names: [StaticString] = [
        "href", "src", "srcset", "cite", "action", "poster", "background", "data", "longdesc",
        "formaction", "lowsrc",
    ]

    private static func isLink(
        _ html: UnsafeBufferPointer<UInt8>, _ name: Range<Int>
    ) -> Bool {
        names.contains { unsafe HTMLAttributes.name(name, is: $0, in: html) }
    }

    private static func resolved(
        _ html: UnsafeBufferPointer<UInt8>, _ attribute: HTMLAttributes.Attribute,
        _ resolve: (UnsafeBufferPointer<UInt8>) -> [UInt8]?
    ) -> [UInt8]? {
        guard let range = attribute.value else { return nil }
        let isSet = unsafe HTMLAttributes.name(attribute.name, is: "srcset", in: html)
        // Nearly all links: nothing is decoded for them.
        if !isSet, unsafe isWebURL(html, at: range) { return nil }
        let value = unsafe HTMLAttributes.decoded(html, range)
        if isSet {
            return unsafe SourceSet.resolved(value, resolve)
        }
        return unsafe value.withUnsafeBufferPointer { unsafe resolve($0) }
    }

    private static func isWebURL(
        _ html: UnsafeBufferPointer<UInt8>, at range: Range<Int>
    ) -> Bool {
        let start = range.lowerBound
        return unsafe range.count > 8
            && (HTMLTokenizer.hasPrefix("https://", at: start, in: html)
                || HTMLTokenizer.hasPrefix("http://", at: start, in: html))
    }

    /// Writes a link as an attribute's value, escaped and without control characters, which
    /// references in the value may have brought in.
    private static func append(link: [UInt8], isQuoted: Bool, to output: inout [UInt8]) {
        var clean: [UInt8] = []
        unsafe link.withUnsafeBufferPointer {
            unsafe PlainText.append($0, whiteSpace: .collapsed, to: &clean)
        }
        if !isQuoted { output.append(UInt8(ascii: "\"")) }
        for byte in clean {
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
            default: output.append(byte)
            }
        }
        if !isQuoted { output.append(UInt8(ascii: "\"")) }
    }
}
