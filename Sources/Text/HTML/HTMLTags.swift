// SPDX-License-Identifier: Apache-2.0

/// The start tags of an HTML page, for those who look for something in it.
public enum HTMLTags: Sendable {
    /// Calls `body` with the name of each start tag in lower case (its first eight letters) and a
    /// way to ask for its attributes, until `body` gives false. Comments, scripts and styles are
    /// stepped over.
    public static func forEach(
        in html: UnsafeBufferPointer<UInt8>,
        _ body: (_ name: String, _ attribute: (StaticString) -> [UInt8]?) -> Bool
    ) {
        var index = 0
        while let open = unsafe HTMLTokenizer.find(UInt8(ascii: "<"), from: index, in: html) {
            index = open + 1
            let next = unsafe index < html.count ? html[index] : 0
            if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
                index = unsafe HTMLTokenizer.declaration(at: open, in: html) ?? index
                continue
            }
            guard let tag = unsafe HTMLTokenizer.tag(at: open, in: html) else { continue }
            index = tag.end
            if tag.isEnd { continue }
            let goesOn = body(unpack(tag.name)) { wanted in
                var attributes = unsafe HTMLAttributes(html, from: tag.nameEnd, to: tag.end)
                while let attribute = attributes.next() {
                    if unsafe HTMLAttributes.name(attribute.name, is: wanted, in: html) {
                        return attribute.value.map { unsafe HTMLAttributes.decoded(html, $0) } ?? []
                    }
                }
                return nil
            }
            guard goesOn else { return }
            if tag.element == .raw { index = unsafe HTMLTokenizer.end(of: tag, in: html) }
        }
    }

    private static func unpack(_ name: UInt64) -> String {
        var bytes: [UInt8] = []
        var rest = name
        while rest != 0 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
