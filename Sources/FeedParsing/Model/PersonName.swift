// SPDX-License-Identifier: Apache-2.0

/// People as feeds name them: `mail (Name)`, `Name <mail>`, `Name (mail)`, a name, an address.
struct PersonName {
    var name: [UInt8] = []
    var email: [UInt8] = []

    init(_ text: ArraySlice<UInt8>) {
        let text = Self.trimmed(text)
        if let open = text.lastIndex(of: UInt8(ascii: "<")),
            let close = text.lastIndex(of: UInt8(ascii: ">")), close > open
        {
            split(outside: text[..<open], inside: text[(open + 1)..<close])
        } else if let close = text.last, close == UInt8(ascii: ")"),
            let open = text.lastIndex(of: UInt8(ascii: "("))
        {
            split(outside: text[..<open], inside: text[(open + 1)..<(text.endIndex - 1)])
        } else if Self.isAddress(text) {
            email = Self.address(text)
        } else {
            name = Array(text)
        }
        let quote = UInt8(ascii: "\"")
        if name.count > 2, name.first == quote, name.last == quote {
            name = Array(name.dropFirst().dropLast())
        }
    }

    /// One of the two may be an address; otherwise the brackets belong to the name.
    private mutating func split(outside: ArraySlice<UInt8>, inside: ArraySlice<UInt8>) {
        let (outside, inside) = (Self.trimmed(outside), Self.trimmed(inside))
        if Self.isAddress(inside) {
            (name, email) = (Array(outside), Self.address(inside))
        } else if Self.isAddress(outside) {
            (name, email) = (Array(inside), Self.address(outside))
        } else if inside.isEmpty {
            name = Array(outside)
        } else {
            name = Array(outside) + Array(" (".utf8) + Array(inside) + Array(")".utf8)
        }
    }

    /// Whether `text` is a mail address: an at sign with something on both sides, no white space.
    private static func isAddress(_ text: ArraySlice<UInt8>) -> Bool {
        guard let at = text.firstIndex(of: UInt8(ascii: "@")) else { return false }
        return at > text.startIndex && at < text.endIndex - 1 && !text.contains { $0 <= 0x20 }
    }

    private static func address(_ text: ArraySlice<UInt8>) -> [UInt8] {
        Array(text.starts(with: "mailto:".utf8) ? text.dropFirst(7) : text)
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        while let first = text.first, first <= 0x20 { text.removeFirst() }
        while let last = text.last, last <= 0x20 { text.removeLast() }
        return text
    }
}
