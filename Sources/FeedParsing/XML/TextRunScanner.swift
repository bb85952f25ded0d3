// SPDX-License-Identifier: Apache-2.0

/// Finds the runs of text of a document, which begins with its root element, one after the other,
/// and keeps them until they are due. The caller keeps the document in place.
@safe struct TextRunScanner {
    private let document: UnsafeBufferPointer<UInt8>
    private var index = 0
    /// The texts of runs that are not in the document as they are: references decoded, line ends
    /// as XML has them.
    private var decoded = DecodedText()
    /// The runs that were found and, but for the first `taken`, are not due yet.
    private var found: [TextRun] = []
    private var taken = 0
    /// Whether a section held what XML does not allow.
    private(set) var hasIllegalText = false

    /// A shorter text costs libxml2 less than an instruction does.
    private static let shortest = 48
    /// A longer one would be decoded as a whole; libxml2 takes it in pieces.
    private static let longest = 1 << 20

    init(_ document: UnsafeBufferPointer<UInt8>) {
        unsafe self.document = unsafe document
    }

    /// Whether so much is waiting to be taken that it should be called for.
    var isFull: Bool { decoded.bytes.count > Self.longest }

    /// Whether every run that was found has been taken.
    var isUsedUp: Bool { taken == found.count }

    /// Where the next run stands; nil when there is none. What is malformed is left to libxml2,
    /// which refuses it.
    mutating func next() -> Range<Int>? {
        if isUsedUp {
            found.removeAll(keepingCapacity: true)
            decoded.bytes.removeAll(keepingCapacity: true)
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
            unsafe decoded.bytes.withUnsafeBufferPointer {
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
        let first = decoded.bytes.count
        unsafe decoded.append(lines: document, content)
        return TextRun(range: start..<index, text: first..<decoded.bytes.count, isDecoded: true)
    }

    // MARK: - Text between tags

    /// The run in `range`; nil where it is short, blank, or not what XML allows: libxml2 finds out.
    private mutating func text(_ range: Range<Int>) -> TextRun? {
        guard range.count >= Self.shortest, range.count <= Self.longest,
            unsafe document[range].contains(where: { $0 > 0x20 })
        else { return nil }
        let census = unsafe TextCensus(UnsafeBufferPointer(rebasing: document[range]))
        guard census.isLegal, !census.hasSectionEnd else { return nil }
        guard census.hasAmpersand || census.hasReturn else {
            return TextRun(range: range, text: range, isDecoded: false)
        }
        let first = decoded.bytes.count
        guard unsafe decoded.append(document, range) else {
            decoded.bytes.removeSubrange(first...)
            return nil
        }
        return TextRun(range: range, text: first..<decoded.bytes.count, isDecoded: true)
    }
}
