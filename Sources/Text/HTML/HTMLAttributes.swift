// SPDX-License-Identifier: Apache-2.0

/// The attributes of one tag, one after the other (HTML, section 13.2.5.32 ff.).
@safe struct HTMLAttributes {
    /// One attribute, by where it stands in the HTML.
    struct Attribute: Sendable {
        /// The name, as it is written.
        var name: Range<Int>
        /// The value without its quotes; nil when there is no equals sign.
        var value: Range<Int>?
        /// Whether quotes stand around the value.
        var isQuoted = false
    }

    // The caller keeps the bytes in place for as long as the attributes are read.
    private let input: UnsafeBufferPointer<UInt8>
    private var index: Int
    private let end: Int

    /// The attributes between the end of a tag's name and the end of the tag.
    init(_ input: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
        unsafe self.input = unsafe input
        index = start
        self.end = min(end, input.count)
    }

    /// The next attribute; nil when there is none.
    mutating func next() -> Attribute? {
        while index < end, unsafe isBetween(input[index]) { index += 1 }
        let first = index
        while index < end, unsafe !endsName(input[index]) || index == first { index += 1 }
        guard index > first else { return nil }
        var attribute = Attribute(name: first..<index)
        skipSpace()
        guard index < end, unsafe input[index] == UInt8(ascii: "=") else { return attribute }
        index += 1
        skipSpace()
        attribute.value = value(&attribute.isQuoted)
        return attribute
    }

    /// The value at this place. A quote without its partner is part of an unquoted value.
    private mutating func value(_ isQuoted: inout Bool) -> Range<Int> {
        guard index < end else { return index..<index }
        let quote = unsafe input[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            let close = unsafe HTMLTokenizer.find(
                quote, from: index + 1, in: UnsafeBufferPointer(rebasing: input[..<end]))
        {
            isQuoted = true
            defer { index = close + 1 }
            return index + 1..<close
        }
        let first = index
        while index < end, unsafe input[index] > 0x20, unsafe input[index] != UInt8(ascii: ">") {
            index += 1
        }
        return first..<index
    }

    private mutating func skipSpace() {
        while index < end, unsafe input[index] <= 0x20 { index += 1 }
    }

    private func isBetween(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
    }

    private func endsName(_ byte: UInt8) -> Bool {
        isBetween(byte) || byte == UInt8(ascii: "=")
    }

    // MARK: - Values

    /// Whether `range` of `html` is `name`, which is in lower case.
    static func name(
        _ range: Range<Int>, is name: StaticString, in html: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count {
            let byte = unsafe html[range.lowerBound + offset]
            let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
            if unsafe lower != name.utf8Start[offset] { return false }
        }
        return true
    }

    /// The value in `range` of `html`: references decoded, without white space around it.
    static func decoded(_ html: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var value: [UInt8] = []
        value.reserveCapacity(range.count)
        var index = range.lowerBound
        unsafe withUnsafeTemporaryAllocation(
            of: UInt8.self, capacity: CharacterReference.longestText
        ) { scratch in
            while index < range.upperBound {
                let byte = unsafe html[index]
                if byte == UInt8(ascii: "&"), let out = scratch.baseAddress,
                    let (length, count) = unsafe CharacterReference.decode(
                        UnsafeBufferPointer(rebasing: html[index..<range.upperBound]),
                        in: .attribute, into: out)
                {
                    unsafe value.append(contentsOf: scratch.prefix(count))
                    index += length
                } else {
                    value.append(byte)
                    index += 1
                }
            }
        }
        while let last = value.last, last <= 0x20 { value.removeLast() }
        return Array(value.drop { $0 <= 0x20 })
    }
}
