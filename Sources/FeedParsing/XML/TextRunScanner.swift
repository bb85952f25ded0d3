// SPDX-License-Identifier: Apache-2.0

internal import Text

/// Finds the runs of text of a document, which begins with its root element, one after the other,
/// and keeps them until they are due. The caller keeps the document in place.
@safe struct TextRunScanner {
    private let document: UnsafeBufferPointer<UInt8>
    private var index = 0
    /// The texts of runs that are not in the document as they are: references decoded, line ends
    /// as XML has them.
    private var decoded: [UInt8] = []
    /// The runs that were found and, but for the first `taken`, are not due yet.
    private var found: [TextRun] = []
    private var taken = 0
    /// Whether a section held what XML does not allow.
    private(set) var hasIllegalText = false

    /// A shorter text costs libxml2 less than an instruction does.
    private static let shortest = 48

    init(_ document: UnsafeBufferPointer<UInt8>) {
        unsafe self.document = unsafe document
    }

    /// Whether every run that was found has been taken.
    var isUsedUp: Bool { taken == found.count }

    /// Where the next run stands; nil when there is none. What is malformed is left to libxml2,
    /// which refuses it.
    mutating func next() -> Range<Int>? {
        if isUsedUp {
            found.removeAll(keepingCapacity: true)
            decoded.removeAll(keepingCapacity: true)
            taken = 0
        }
        guard let run = find() else { return nil }
        found.append(run)
        return run.range
    }

    /// Gives the builder the text of the first run that was not taken yet; how much longer the run
    /// is than its instruction, nil when none is left.
    mutating func take(into builder: inout DocumentBuilder) -> Int? {
        guard taken < found.count else { return nil }
        let run = found[taken]
        taken += 1
        if run.isDecoded {
            unsafe decoded.withUnsafeBufferPointer {
                unsafe Self.put(UnsafeBufferPointer(rebasing: $0[run.text]), into: &builder)
            }
        } else {
            unsafe Self.put(UnsafeBufferPointer(rebasing: document[run.text]), into: &builder)
        }
        return run.range.count - TextRun.instruction.utf8CodeUnitCount
    }

    /// In parts, so that of a text that is too long its beginning is kept.
    private static func put(
        _ text: UnsafeBufferPointer<UInt8>, into builder: inout DocumentBuilder
    ) {
        var index = 0
        while index < text.count {
            let end = min(index + 16_384, text.count)
            unsafe builder.text(UnsafeBufferPointer(rebasing: text[index..<end]))
            index = end
        }
    }

    private mutating func find() -> TextRun? {
        while unsafe index < document.count {
            guard unsafe document[index] == UInt8(ascii: "<") else {
                guard let end = unsafe ByteSearch.find(UInt8(ascii: "<"), in: document, from: index)
                else { return nil }
                let range = index..<end
                index = end
                if let run = text(range) { return run }
                continue
            }
            switch unsafe index + 1 < document.count ? document[index + 1] : 0 {
            case UInt8(ascii: "?"): guard skip(to: "?>") else { return nil }
            case UInt8(ascii: "!"):
                if unsafe ByteSearch.hasPrefix("<!--", in: document, at: index) {
                    index += 4
                    guard skip(to: "-->") else { return nil }
                } else {
                    guard isSection, let run = section() else { return nil }
                    return run
                }
            default: guard skipTag() else { return nil }
            }
        }
        return nil
    }

    // MARK: - Markup

    private mutating func skip(to mark: StaticString) -> Bool {
        guard let end = unsafe ByteSearch.find(mark, in: document, from: index) else {
            return false
        }
        index = end + mark.utf8CodeUnitCount
        return true
    }

    /// Steps over a tag; a bracket in a quoted value does not end it.
    private mutating func skipTag() -> Bool {
        var quote: UInt8 = 0
        var place = index + 1
        while unsafe place < document.count {
            let byte = unsafe document[place]
            place += 1
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                index = place
                return true
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
        }
        return false
    }

    // MARK: - CDATA sections (XML 1.0 section 2.7)

    /// Whether `<![CDATA[` stands here, in capitals.
    private var isSection: Bool {
        let mark: StaticString = "<![CDATA["
        guard unsafe index + 9 <= document.count else { return false }
        return (2..<9).allSatisfy { unsafe document[index + $0] == mark.utf8Start[$0] }
    }

    private mutating func section() -> TextRun? {
        let start = index
        guard let end = unsafe ByteSearch.find("]]>", in: document, from: start + 9) else {
            return nil
        }
        index = end + 3
        let content = (start + 9)..<end
        let census = unsafe TextCensus(UnsafeBufferPointer(rebasing: document[content]))
        if !census.isLegal { hasIllegalText = true }
        guard census.hasReturn else {
            return TextRun(range: start..<index, text: content, isDecoded: false)
        }
        let first = decoded.count
        appendLines(content)
        return TextRun(range: start..<index, text: first..<decoded.count, isDecoded: true)
    }

    // MARK: - Text between tags

    /// The run in `range`; nil where it is short, blank, or not what XML allows: libxml2 finds out.
    private mutating func text(_ range: Range<Int>) -> TextRun? {
        guard range.count >= Self.shortest,
            unsafe document[range].contains(where: { $0 > 0x20 })
        else { return nil }
        let census = unsafe TextCensus(UnsafeBufferPointer(rebasing: document[range]))
        guard census.isLegal, !census.hasSectionEnd else { return nil }
        guard census.hasAmpersand || census.hasReturn else {
            return TextRun(range: range, text: range, isDecoded: false)
        }
        let first = decoded.count
        guard census.hasAmpersand ? decode(range) : true else {
            decoded.removeSubrange(first...)
            return nil
        }
        if !census.hasAmpersand { appendLines(range) }
        return TextRun(range: range, text: first..<decoded.count, isDecoded: true)
    }

    /// Appends text with its references decoded; false when one is none that XML knows.
    private mutating func decode(_ range: Range<Int>) -> Bool {
        var copied = range.lowerBound
        let text = unsafe UnsafeBufferPointer(rebasing: document[..<range.upperBound])
        while let mark = unsafe ByteSearch.find(UInt8(ascii: "&"), in: text, from: copied) {
            appendLines(copied..<mark)
            guard let length = reference(at: mark, upTo: range.upperBound) else { return false }
            copied = mark + length
        }
        appendLines(copied..<range.upperBound)
        return true
    }

    /// Appends what the reference at `mark` stands for; its length, nil when it is none.
    private mutating func reference(at mark: Int, upTo end: Int) -> Int? {
        for (name, byte) in Self.predefined where isHere(name, at: mark, upTo: end) {
            decoded.append(byte)
            return name.utf8CodeUnitCount
        }
        return numeric(at: mark, upTo: end)
    }

    /// The five of XML (section 4.6).
    private static let predefined: [(StaticString, UInt8)] = [
        ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&amp;", UInt8(ascii: "&")),
        ("&quot;", UInt8(ascii: "\"")), ("&apos;", UInt8(ascii: "'")),
    ]

    private func isHere(_ name: StaticString, at mark: Int, upTo end: Int) -> Bool {
        guard mark + name.utf8CodeUnitCount <= end else { return false }
        for offset in 1..<name.utf8CodeUnitCount {
            if unsafe document[mark + offset] != name.utf8Start[offset] { return false }
        }
        return true
    }

    /// A reference by number to a character that XML allows (section 4.1).
    private mutating func numeric(at mark: Int, upTo end: Int) -> Int? {
        guard mark + 3 < end, unsafe document[mark + 1] == UInt8(ascii: "#") else { return nil }
        let radix: UInt32 = unsafe document[mark + 2] == UInt8(ascii: "x") ? 16 : 10
        var place = mark + (radix == 16 ? 3 : 2)
        let first = place
        var value: UInt32 = 0
        while place < end, place - first < 8,
            let digit = unsafe Self.digit(document[place], radix)
        {
            value = value * radix + digit
            place += 1
        }
        guard place > first, place < end, unsafe document[place] == UInt8(ascii: ";"),
            value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D,
            value & 0xFFFE != 0xFFFE || value > 0xFFFF, let scalar = Unicode.Scalar(value),
            let bytes = UTF8.encode(scalar)
        else { return nil }
        decoded.append(contentsOf: bytes)
        return place + 1 - mark
    }

    private static func digit(_ byte: UInt8, _ radix: UInt32) -> UInt32? {
        let letter = byte | 0x20
        if byte &- 0x30 < 10 { return UInt32(byte - 0x30) }
        return radix == 16 && letter &- 0x61 < 6 ? UInt32(letter - 0x61 + 10) : nil
    }

    /// Appends text; CR LF and CR are LF (section 2.11).
    private mutating func appendLines(_ range: Range<Int>) {
        var copied = range.lowerBound
        let text = unsafe UnsafeBufferPointer(rebasing: document[..<range.upperBound])
        while let mark = unsafe ByteSearch.find(0x0D, in: text, from: copied) {
            unsafe decoded.append(contentsOf: text[copied..<mark])
            copied = mark + 1
            if unsafe copied < text.count && text[copied] == 0x0A { continue }
            decoded.append(0x0A)
        }
        unsafe decoded.append(contentsOf: text[copied...])
    }
}
