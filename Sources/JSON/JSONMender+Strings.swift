// SPDX-License-Identifier: Apache-2.0

extension JSONMender {
    /// A string with its quotes; false when the document ends within it.
    mutating func string() -> Bool {
        output.append(UInt8(ascii: "\""))
        index += 1
        while unsafe index < input.count {
            let byte = unsafe input[index]
            switch byte {
            case UInt8(ascii: "\""):
                output.append(byte)
                index += 1
                return true
            case UInt8(ascii: "\\"):
                guard escape() else { return false }
            case 0..<0x20:
                note(.controlCharacter, at: index)
                let digits = Array("0123456789abcdef".utf8)
                output += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                index += 1
            case 0x80...:
                sequence()
            default:
                output.append(byte)
                index += 1
            }
        }
        return false
    }

    /// A character outside ASCII, or U+FFFD for a byte that begins none.
    private mutating func sequence() {
        let length = unsafe UTF8Validation.sequenceLength(at: index, in: input)
        if length == 0 {
            note(.encoding, at: index)
            output += [0xEF, 0xBF, 0xBD]
            index += 1
        } else {
            unsafe output += input[index..<index + length]
            index += length
        }
    }

    /// A backslash and what belongs to it; false when the document ends within it.
    private mutating func escape() -> Bool {
        guard unsafe index + 1 < input.count else { return false }
        let letter = unsafe input[index + 1]
        if letter == UInt8(ascii: "u") { return unicodeEscape() }
        if Array("\"\\/bfnrt".utf8).contains(letter) {
            output += [UInt8(ascii: "\\"), letter]
            index += 2
        } else {
            // What follows is an ordinary character and is looked at as one.
            note(.escape, at: index)
            index += 1
        }
        return true
    }

    /// `\uXXXX`, with its other half where it is a surrogate (RFC 8259 section 7).
    private mutating func unicodeEscape() -> Bool {
        guard unsafe index + 6 <= input.count else { return false }
        guard let unit = codeUnit(at: index) else {
            note(.escape, at: index)
            index += 1
            return true
        }
        if (0xD800...0xDBFF).contains(unit), unsafe index + 12 <= input.count,
            let low = codeUnit(at: index + 6), (0xDC00...0xDFFF).contains(low)
        {
            unsafe output += input[index..<index + 12]
            index += 12
        } else if (0xD800...0xDFFF).contains(unit) {
            note(.loneSurrogate, at: index)
            output += Array("\\ufffd".utf8)
            index += 6
        } else {
            unsafe output += input[index..<index + 6]
            index += 6
        }
        return true
    }

    /// The code unit that `\uXXXX` at `offset` stands for; nil when there is no such escape.
    private func codeUnit(at offset: Int) -> UInt16? {
        guard unsafe input[offset] == UInt8(ascii: "\\"),
            unsafe input[offset + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for place in offset + 2..<offset + 6 {
            let digit = unsafe input[place]
            switch digit {
            case 48...57: unit = unit << 4 | UInt16(digit - 48)
            case 65...70: unit = unit << 4 | UInt16(digit - 55)
            case 97...102: unit = unit << 4 | UInt16(digit - 87)
            default: return nil
            }
        }
        return unit
    }
}
