// SPDX-License-Identifier: Apache-2.0

extension MarkupMender {
    /// HTML's elements without content, but for those whose names feeds use for others.
    private static let voidNames: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "meta", "param", "track", "wbr",
    ]

    mutating func startTag() {
        let start = index
        var end = index + 1
        while unsafe end < input.count, unsafe Self.continuesName(input[end]), end - start < 200 {
            end += 1
        }
        var tag = OpenElement(
            name: (start + 1)..<end, element: element(named: (start + 1)..<end), outputStart: 0,
            namespaces: namespaces)
        closeImplied(by: tag.element, at: start)
        tag.outputStart = output.count
        index = end
        output.append(UInt8(ascii: "<"))
        unsafe output.append(contentsOf: input[tag.name])
        let isEmpty = attributes(of: start)
        let declared = tag.namespaces
        tag.namespaces = namespaces - declared
        if !finish(tag, isEmpty: isEmpty, at: start) { namespaces = declared }
    }

    /// Ends a start tag, of which nil says that the document was cut off in it; whether the
    /// element stays open.
    private mutating func finish(_ tag: OpenElement, isEmpty: Bool?, at start: Int) -> Bool {
        guard let isEmpty else {
            output.removeSubrange(tag.outputStart...)
            index = unsafe input.count
            return false
        }
        let isVoid = unsafe Self.voidNames.contains(
            String(decoding: input[tag.name], as: UTF8.self).lowercased())
        if isEmpty || isVoid {
            if !isEmpty { fault("element that is not closed", at: start) }
            output.append(contentsOf: "/>".utf8)
            return false
        }
        guard open.count < Self.depthMax else {
            if overflow == 0 { fault("elements nested too deeply", at: start) }
            overflow += 1
            output.removeSubrange(tag.outputStart...)
            return false
        }
        output.append(UInt8(ascii: ">"))
        open.append(tag)
        return true
    }

    private func element(named name: Range<Int>) -> ElementName {
        let whole = unsafe UnsafeBufferPointer(rebasing: input[name])
        let local = unsafe whole.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0
        return unsafe ElementName(UnsafeBufferPointer(rebasing: whole[local...]))
    }

    /// Elements that cannot hold others of a feed.
    private static let leaves: Set<ElementName> = [
        .title, .link, .guid, .pubDate, .id, .published, .updated,
    ]

    /// Elements that only stand directly in an entry or a channel.
    private static let fields: Set<ElementName> = [
        .title, .link, .description, .guid, .pubDate, .id, .published, .updated, .summary,
        .content, .encoded, .author, .category, .comments, .creator, .enclosure, .date,
    ]

    /// What the beginning of `element` shows to have ended: the entry before it, a short field.
    private mutating func closeImplied(by element: ElementName, at start: Int) {
        if element == .item || element == .entry {
            let entry = open.lastIndex { $0.element == .item || $0.element == .entry }
            guard let position = entry ?? openField() else { return }
            fault("element that is not closed", at: start)
            close(through: position)
        } else if Self.fields.contains(element), let last = open.last,
            Self.leaves.contains(last.element)
        {
            fault("element that is not closed", at: start)
            close(through: open.count - 1)
        }
    }

    /// The outermost field of the channel that is open, in which no entry can stand.
    private func openField() -> Int? {
        let structure: Set<ElementName> = [.rss, .rdf, .channel, .feed, .group, .unknown]
        return open.firstIndex { !structure.contains($0.element) }
    }

    // MARK: - Attributes

    /// Copies the attributes of a tag and steps behind it; whether it is an empty element, nil
    /// when the document ends within it.
    private mutating func attributes(of start: Int) -> Bool? {
        var names: [Range<Int>] = []
        while unsafe index < input.count {
            let byte = unsafe input[index]
            if byte == UInt8(ascii: ">") {
                index += 1
                return false
            }
            if byte == UInt8(ascii: "/") {
                index += 1
                if unsafe index < input.count && input[index] == UInt8(ascii: ">") {
                    index += 1
                    return true
                }
            } else if byte == UInt8(ascii: "<") {
                fault("tag that is not closed", at: start)
                return false
            } else if Self.startsName(byte) {
                attribute(&names)
            } else {
                if !ByteSearch.isSpace(byte) { fault("stray byte in a tag", at: index) }
                index += 1
            }
        }
        return nil
    }

    private mutating func attribute(_ names: inout [Range<Int>]) {
        let first = index
        while unsafe index < input.count, unsafe Self.continuesName(input[index]) { index += 1 }
        let name = first..<index
        skipSpace()
        var value = index..<index
        var isQuoted = true
        if unsafe index < input.count && input[index] == UInt8(ascii: "=") {
            index += 1
            skipSpace()
            value = attributeValue(&isQuoted)
        } else {
            isQuoted = false
        }
        let next = index
        if !isQuoted { fault("attribute without quotes", at: first) }
        let isNamespace = unsafe ByteSearch.hasPrefix("xmlns", in: input, at: first)
        let isTwice = names.contains { matches($0, name) }
        if isTwice { fault("attribute that is there twice", at: first) }
        if !isTwice, names.count < Self.attributesMax, name.count <= 200,
            value.count <= Self.attributeBytesMax, !isNamespace || namespaces < Self.namespacesMax
        {
            names.append(name)
            if isNamespace { namespaces += 1 }
            output.append(UInt8(ascii: " "))
            unsafe output.append(contentsOf: input[name])
            output.append(contentsOf: "=\"".utf8)
            index = value.lowerBound
            copy(upTo: value.upperBound, isAttribute: true)
            output.append(UInt8(ascii: "\""))
        }
        index = next
    }

    /// The value at this place, without its quotes; a quote without its partner ends with the tag.
    private mutating func attributeValue(_ isQuoted: inout Bool) -> Range<Int> {
        guard unsafe index < input.count else { return index..<index }
        let quote = unsafe input[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let first = index + 1
            let end = unsafe ByteSearch.find(quote, in: input, from: first)
            index = unsafe end.map { $0 + 1 } ?? input.count
            return unsafe first..<(end ?? input.count)
        }
        isQuoted = false
        let first = index
        while unsafe index < input.count, unsafe input[index] > 0x20, unsafe input[index] != 0x3E {
            // `<br clear=all/>`
            if unsafe input[index] == 0x2F, unsafe index + 1 < input.count,
                unsafe input[index + 1] == 0x3E
            {
                break
            }
            index += 1
        }
        return first..<index
    }

    private mutating func skipSpace() {
        while unsafe index < input.count, unsafe ByteSearch.isSpace(input[index]) { index += 1 }
    }
}
