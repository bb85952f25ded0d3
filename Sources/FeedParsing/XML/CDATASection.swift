// SPDX-License-Identifier: Apache-2.0

/// A CDATA section of a document (XML section 2.7), found without libxml2.
///
/// Half of what feeds serve is HTML in CDATA, over which libxml2 walks byte by byte to count lines;
/// it needs none of it. So the parser is given an instruction in the place of each section, and
/// the section's content goes to the builder directly, when that instruction is reported.
struct CDATASection {
    /// The target of the instruction. A document that has it itself is refused, and so is mended,
    /// which takes all instructions out.
    static let target: StaticString = "feedwatch-cdata"
    static let instruction: StaticString = "<?feedwatch-cdata?>"

    /// Where its `<` stands.
    var start: Int
    var content: Range<Int>
    /// What follows it.
    var end: Int { content.upperBound + 3 }

    /// The first section from `start` on that is one: not inside a comment or an instruction, and
    /// closed. Nil when there is none.
    static func next(in document: UnsafeBufferPointer<UInt8>, from start: Int) -> CDATASection? {
        var index = start
        while let open = unsafe ByteSearch.find(UInt8(ascii: "<"), in: document, from: index) {
            index = open + 1
            guard index < document.count else { return nil }
            if unsafe document[index] == UInt8(ascii: "?") {
                guard let end = unsafe ByteSearch.find("?>", in: document, from: index) else {
                    return nil
                }
                index = end + 2
            } else if unsafe document[index] == UInt8(ascii: "!") {
                if unsafe ByteSearch.hasPrefix("<!--", in: document, at: open) {
                    guard let end = unsafe ByteSearch.find("-->", in: document, from: open + 4)
                    else {
                        return nil
                    }
                    index = end + 3
                } else if unsafe isStart(document, at: open) {
                    guard let end = unsafe ByteSearch.find("]]>", in: document, from: open + 9)
                    else {
                        return nil
                    }
                    return CDATASection(start: open, content: (open + 9)..<end)
                }
            }
        }
        return nil
    }

    /// `<![CDATA[`, in capitals.
    private static func isStart(_ document: UnsafeBufferPointer<UInt8>, at open: Int) -> Bool {
        let mark: StaticString = "<![CDATA["
        guard open + 9 <= document.count else { return false }
        return (2..<9).allSatisfy { unsafe document[open + $0] == mark.utf8Start[$0] }
    }

    private typealias Lane = SIMD16<UInt8>

    /// Whether XML allows every character of `content`, which is UTF-8: no control character but
    /// tab and line ends, neither U+FFFE nor U+FFFF.
    static func isLegal(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = content.baseAddress else { return true }
        var index = 0
        while index + 18 <= content.count {
            let lane = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: Lane.self)
            let next = unsafe UnsafeRawPointer(base + index + 1).loadUnaligned(as: Lane.self)
            let third = unsafe UnsafeRawPointer(base + index + 2).loadUnaligned(as: Lane.self)
            let spaces =
                (lane .== Lane(repeating: 0x0A)) .| (lane .== Lane(repeating: 0x0D))
                .| (lane .== Lane(repeating: 0x09))
            let controls = (lane .< Lane(repeating: 0x20)) .& .!spaces
            let nonCharacters =
                (lane .== Lane(repeating: 0xEF)) .& (next .== Lane(repeating: 0xBF))
                .& (third .>= Lane(repeating: 0xBE))
            let words = unsafe unsafeBitCast(controls .| nonCharacters, to: SIMD2<UInt64>.self)
            if words[0] | words[1] != 0 { return false }
            index += 16
        }
        while index < content.count {
            let byte = unsafe content[index]
            if byte < 0x20, byte != 0x0A, byte != 0x0D, byte != 0x09 { return false }
            if byte == 0xEF, index + 2 < content.count, unsafe content[index + 1] == 0xBF,
                unsafe content[index + 2] >= 0xBE
            {
                return false
            }
            index += 1
        }
        return true
    }
}
