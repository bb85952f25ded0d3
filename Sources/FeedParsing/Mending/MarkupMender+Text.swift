// SPDX-License-Identifier: Apache-2.0

internal import Text

extension MarkupMender {
    /// Copies text up to `end`.
    mutating func text(upTo end: Int) {
        guard !open.isEmpty else {
            index = end
            return
        }
        copy(upTo: end, isAttribute: false)
    }

    /// Copies text or an attribute's value up to `end`, in a form that XML allows.
    mutating func copy(upTo end: Int, isAttribute: Bool) {
        while index < end {
            let byte = unsafe input[index]
            switch byte {
            case UInt8(ascii: "&"): reference(upTo: end)
            case UInt8(ascii: "<"):
                output.append(contentsOf: "&lt;".utf8)
                index += 1
            case UInt8(ascii: "\"") where isAttribute:
                output.append(contentsOf: "&quot;".utf8)
                index += 1
            case UInt8(ascii: "]") where !isAttribute: bracket()
            case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F:
                fault("control character left out", at: index)
                index += 1
            case 0xEF where isNonCharacter(at: index):
                fault("non-character left out", at: index)
                index += 3
            default:
                output.append(byte)
                index += 1
            }
        }
    }

    /// U+FFFE and U+FFFF.
    func isNonCharacter(at index: Int) -> Bool {
        guard unsafe index + 2 < input.count else { return false }
        return unsafe input[index] == 0xEF && input[index + 1] == 0xBF && input[index + 2] >= 0xBE
    }

    /// `]]>`, which may only end a CDATA section.
    private mutating func bracket() {
        guard unsafe ByteSearch.hasPrefix("]]>", in: input, at: index) else {
            output.append(UInt8(ascii: "]"))
            index += 1
            return
        }
        if !hasNestedCDATA {
            fault("end of a CDATA section without its beginning", at: index)
            output.append(contentsOf: "]]&gt;".utf8)
        }
        hasNestedCDATA = false
        index += 3
    }

    // MARK: - References

    private mutating func reference(upTo end: Int) {
        let next = unsafe index + 1 < end ? input[index + 1] : 0
        guard next == UInt8(ascii: "#") || Self.startsName(next) else { return stray() }
        let rest = unsafe UnsafeBufferPointer(rebasing: input[index..<end])
        for name: StaticString in ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"] {
            if unsafe ByteSearch.hasPrefix(name, in: rest, at: 0), hasLowercase(name) {
                name.withUTF8Buffer { unsafe output.append(contentsOf: $0) }
                index += name.utf8CodeUnitCount
                return
            }
        }
        if declared(upTo: end) { return }
        var decoded = InlineArray<8, UInt8>(repeating: 0)
        var bytes: [UInt8] = []
        let length: Int? = unsafe withUnsafeMutableBytes(of: &decoded) { scratch in
            guard let out = unsafe scratch.baseAddress?.assumingMemoryBound(to: UInt8.self),
                let (length, count) = unsafe CharacterReference.decode(rest, in: .strict, into: out)
            else { return nil }
            unsafe bytes.append(contentsOf: scratch.prefix(count))
            return length
        }
        guard let length else { return stray() }
        let isNumeric = unsafe rest[1] == UInt8(ascii: "#")
        if !isNumeric && !entities.hasExternalSubset {
            fault("entity of HTML that is not declared", at: index)
        } else if bytes.isEmpty || bytes == [0xEF, 0xBF, 0xBD] {
            fault("reference to no character", at: index)
        } else {
            hasExpanded = true
        }
        escape(bytes)
        index += length
    }

    /// An ampersand that is text.
    private mutating func stray() {
        fault("ampersand that begins no reference", at: index)
        if !isOvergrown { output.append(contentsOf: "&amp;".utf8) }
        index += 1
    }

    /// An entity of the DOCTYPE.
    private mutating func declared(upTo end: Int) -> Bool {
        var last = index + 1
        while last < end, unsafe Self.continuesName(input[last]) { last += 1 }
        guard last < end, last > index + 1, unsafe input[last] == UInt8(ascii: ";"),
            let text = unsafe entities.expand(Array(input[(index + 1)..<last]))
        else { return false }
        hasExpanded = true
        // The text of an entity is taken as text: references to characters are decoded.
        var plain: [UInt8] = []
        unsafe text.withUnsafeBufferPointer { unsafe HTMLText.appendDecoded($0, to: &plain) }
        if plain.contains(UInt8(ascii: "&")), plain.contains(UInt8(ascii: ";")) {
            fault("entity inside an entity is not expanded", at: index)
        }
        escape(plain)
        index = last + 1
        return true
    }

    /// XML's own names are in lower case; `&AMP;` is HTML's.
    private func hasLowercase(_ name: StaticString) -> Bool {
        unsafe input[index + 1] == name.utf8Start[1]
    }

    private mutating func escape(_ bytes: [UInt8]) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
            case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F: continue
            default: output.append(byte)
            }
        }
    }
}
