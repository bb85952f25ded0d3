// SPDX-License-Identifier: Apache-2.0

/// What stands before the root element of a document, and where the root begins.
///
/// XML declaration, comments, instructions and the DOCTYPE are stepped over here, so that libxml2
/// never sees them: no external subset, no attribute defaults, no parameter entities.
struct Prolog {
    /// Where the root's `<` stands; nil when there is no element.
    var rootStart: Int?
    /// The root's local name in lower case, at most 64 bytes of it.
    var rootName = ""
    /// Whether the document says or looks like HTML.
    var isHTML = false
    var entities = DeclaredEntities()
    /// What was wrong, and where.
    var faults: [(message: String, offset: Int)] = []

    /// Junk before the root is looked through this far: warnings of a PHP program or of a proxy.
    private static let junkBytesMax = 256 << 10

    /// The names of roots that are feeds'.
    private static let feedRoots: Set<String> = ["rss", "rdf", "feed", "channel"]

    /// Whether the root is one of a feed.
    var isFeed: Bool { rootStart != nil && Self.feedRoots.contains(rootName) }

    init(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        var hasDeclaration = false
        while rootStart == nil {
            let first = index
            index = unsafe Self.skipBlank(text, from: index)
            guard index < text.count else { return }
            if unsafe ByteSearch.hasPrefix("<?", in: text, at: index) {
                if unsafe ByteSearch.hasPrefix("<?xml ", in: text, at: index) {
                    if hasDeclaration { faults.append(("a second XML declaration", index)) }
                    if !hasDeclaration, index > 0, first < index {
                        faults.append(("white space before the XML declaration", 0))
                    }
                    hasDeclaration = true
                }
                index = unsafe Self.end(of: "?>", in: text, from: index)
            } else if unsafe ByteSearch.hasPrefix("<!--", in: text, at: index) {
                index = unsafe Self.end(of: "-->", in: text, from: index)
            } else if unsafe ByteSearch.hasPrefix("<!doctype", in: text, at: index) {
                unsafe doctype(text, &index)
            } else {
                unsafe element(text, &index)
            }
        }
    }

    /// A root that is a feed's, or junk up to one.
    private mutating func element(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
        let start = index
        if let name = unsafe Self.localName(text, at: index) {
            if Self.feedRoots.contains(name) || isHTML || name == "html" {
                isHTML = isHTML || name == "html"
                (rootStart, rootName) = (index, name)
                return
            }
        }
        // Text, or an element of something else: a feed may still follow.
        let end = min(text.count, start + Self.junkBytesMax)
        while index < end, let open = unsafe ByteSearch.find(0x3C, in: text, from: index + 1),
            open < end
        {
            index = open
            guard let name = unsafe Self.localName(text, at: open) else {
                if unsafe ByteSearch.hasPrefix("<!doctype", in: text, at: open) { break }
                continue
            }
            if name == "html" { break }
            if Self.feedRoots.contains(name) {
                faults.append(("text before the root element", start))
                (rootStart, rootName) = (open, name)
                return
            }
        }
        rootStart = start
        rootName = unsafe Self.localName(text, at: start) ?? ""
        isHTML = isHTML || Self.htmlNames.contains(rootName)
    }

    private static let htmlNames: Set<String> = [
        "html", "head", "body", "div", "p", "br", "b", "h1", "h2", "center", "table", "title",
        "meta", "script", "style", "link", "a", "span", "noscript", "form", "img", "pre",
    ]

    /// A DOCTYPE: its internal subset is read for entities, everything else is left alone.
    private mutating func doctype(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
        let start = index
        let head = unsafe ByteSearch.hasPrefix("<!doctype html", in: text, at: start)
        isHTML = isHTML || head
        var cursor = start + 9
        while cursor < text.count {
            let byte = unsafe text[cursor]
            if byte == UInt8(ascii: ">") {
                index = cursor + 1
                return
            }
            if byte == UInt8(ascii: "[") {
                cursor = unsafe entities.read(text, from: cursor + 1)
            } else if byte == UInt8(ascii: "<") {
                break
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
                let close = unsafe ByteSearch.find(byte, in: text, from: cursor + 1)
            {
                entities.hasExternalSubset = true
                cursor = close + 1
            } else {
                cursor += 1
            }
        }
        faults.append(("the DOCTYPE is not closed", start))
        index = max(cursor, start + 9)
    }

    // MARK: - Scanning

    /// White space, byte order marks and NUL.
    private static func skipBlank(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count {
            if unsafe text[index] <= 0x20 {
                index += 1
            } else if unsafe text[index] == 0xEF,
                unsafe index + 2 < text.count && text[index + 1] == 0xBB && text[index + 2] == 0xBF
            {
                index += 3
            } else {
                break
            }
        }
        return index
    }

    /// Behind the next `mark`; the end of the text when there is none.
    private static func end(
        of mark: StaticString, in text: UnsafeBufferPointer<UInt8>, from index: Int
    ) -> Int {
        unsafe ByteSearch.find(mark, in: text, from: index).map { $0 + mark.utf8CodeUnitCount }
            ?? text.count
    }

    /// The local name of the start tag at `index` in lower case; nil when there is none.
    static func localName(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> String? {
        guard index + 1 < text.count, unsafe text[index] == UInt8(ascii: "<"),
            unsafe MarkupMender.startsName(text[index + 1])
        else { return nil }
        var end = index + 1
        var local = end
        while end < text.count, unsafe MarkupMender.continuesName(text[end]), end - index < 64 {
            if unsafe text[end] == UInt8(ascii: ":") { local = end + 1 }
            end += 1
        }
        let name = unsafe UnsafeBufferPointer(rebasing: text[local..<end])
        return unsafe String(decoding: name, as: UTF8.self).lowercased()
    }
}
