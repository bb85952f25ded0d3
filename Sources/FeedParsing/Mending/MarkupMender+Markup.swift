// SPDX-License-Identifier: Apache-2.0

extension MarkupMender {
    /// Whatever a `<` begins.
    mutating func markup() {
        let next = unsafe index + 1 < input.count ? input[index + 1] : 0
        switch next {
        case UInt8(ascii: "!"): declaration()
        case UInt8(ascii: "?"): step(behind: \.instructionEnd, "instruction")
        case UInt8(ascii: "/"): endTag()
        default:
            if Self.startsName(next) {
                startTag()
            } else {
                stray()
            }
        }
    }

    /// A `<` that is text.
    private mutating func stray() {
        if !open.isEmpty {
            fault("angle bracket that begins no tag", at: index)
            if !isOvergrown { output.append(contentsOf: "&lt;".utf8) }
        }
        index += 1
    }

    private mutating func declaration() {
        if unsafe ByteSearch.hasPrefix("<!--", in: input, at: index) {
            step(behind: \.commentEnd, "comment")
        } else if unsafe ByteSearch.hasPrefix("<![cdata[", in: input, at: index) {
            cdata()
        } else {
            fault("declaration inside the document left out", at: index)
            step(behind: \.tagEnd, "declaration")
        }
    }

    /// Steps over something up to its mark; where that is missing, up to the next `>`.
    private mutating func step(behind mark: WritableKeyPath<Searches, Search>, _ what: String) {
        if let end = unsafe searches[keyPath: mark].next(in: input, from: index) {
            index = end + searches[keyPath: mark].mark.utf8CodeUnitCount
            return
        }
        fault("\(what) that is not closed", at: index)
        index = unsafe searches.tagEnd.next(in: input, from: index).map { $0 + 1 } ?? input.count
    }

    // MARK: - CDATA

    /// A CDATA section. One that is not closed, or swallows the end of its element and the next
    /// section, ends with its element.
    private mutating func cdata() {
        let start = index
        let first = index + 9
        let end = unsafe searches.cdataEnd.next(in: input, from: first)
        let nested = unsafe searches.cdataStart.next(in: input, from: first)
        let isNested = nested.map { unsafe $0 < end ?? input.count } ?? false
        if end == nil || isNested, let own = endOfElement(from: first),
            unsafe own < nested ?? input.count
        {
            fault("CDATA section that is not closed", at: start)
            copyCDATA(first..<own)
            index = own
            return
        }
        if isNested {
            fault("CDATA section inside another", at: start)
            hasNestedCDATA = true
        }
        if end == nil { fault("CDATA section that is not closed", at: start) }
        unsafe copyCDATA(first..<(end ?? input.count))
        index = unsafe end.map { $0 + 3 } ?? input.count
    }

    /// Where the end tag of the innermost open element stands.
    private mutating func endOfElement(from start: Int) -> Int? {
        guard let name = open.last?.name, searchBudget > 0 else { return nil }
        var place = start
        defer { searchBudget -= place - start }
        while let hit = unsafe ByteSearch.find("</", in: input, from: place) {
            let end = hit + 2 + name.count
            if unsafe end < input.count,
                unsafe input[(hit + 2)..<end].elementsEqual(input[name]),
                unsafe !Self.continuesName(input[end])
            {
                return hit
            }
            place = hit + 2
        }
        place = unsafe input.count
        return nil
    }

    /// The content of a CDATA section, with the beginnings of others inside it left out.
    private mutating func copyCDATA(_ range: Range<Int>) {
        guard !open.isEmpty else { return }
        output.append(contentsOf: "<![CDATA[".utf8)
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = unsafe input[place]
            switch byte {
            case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F:
                fault("control character left out", at: place)
                place += 1
            case 0xEF where isNonCharacter(at: place): place += 3
            case UInt8(ascii: "<")
            where hasNestedCDATA && place + 9 <= range.upperBound
                && (unsafe ByteSearch.hasPrefix("<![cdata[", in: input, at: place)):
                place += 9
            default:
                output.append(byte)
                place += 1
            }
        }
        output.append(contentsOf: "]]>".utf8)
    }

    // MARK: - End tags

    private mutating func endTag() {
        let start = index
        var end = index + 2
        while unsafe end < input.count, unsafe Self.continuesName(input[end]) { end += 1 }
        let name = (start + 2)..<end
        guard let close = unsafe searches.tagEnd.next(in: input, from: end) else {
            // The document ends in the middle of the tag: what it closes was there.
            index = unsafe input.count
            if !name.isEmpty, let position = position(of: name) { self.close(through: position) }
            return
        }
        // `</title <link>`: the bracket is that of the next tag.
        let next = unsafe ByteSearch.find(0x3C, in: input, from: end) ?? input.count
        index = min(close + 1, next)
        guard !name.isEmpty else { return stray(endTag: start) }
        if overflow > 0, open.last.map({ !matches($0.name, name) }) ?? false {
            overflow -= 1
            return
        }
        guard let position = position(of: name) else { return stray(endTag: start) }
        if position < open.count - 1 { fault("element that is not closed", at: start) }
        self.close(through: position)
    }

    private mutating func stray(endTag start: Int) {
        fault("end tag without its start tag", at: start)
    }

    /// The innermost open element with this name, exactly or but for case.
    private func position(of name: Range<Int>) -> Int? {
        open.lastIndex { matches($0.name, name) }
    }

    func matches(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).allSatisfy {
            unsafe ByteSearch.lowercase(input[$0]) == ByteSearch.lowercase(input[$1])
        }
    }
}
