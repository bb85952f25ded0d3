// SPDX-License-Identifier: Apache-2.0

/// The general entities that a DOCTYPE's internal subset declares: few and short ones, whose text
/// holds no other entity. That is all that feeds do with them; everything beyond is an attack.
struct DeclaredEntities {
    /// A feed has a handful.
    private static let most = 64
    /// The longest text of one entity.
    private static let longest = 1024
    /// How much all references of a document may add.
    private static let expansionMax = 64 << 10

    private var texts: [(name: [UInt8], text: [UInt8])] = []
    private var expanded = 0
    /// Whether the DOCTYPE names an external subset, which is never read: it may well declare
    /// HTML's entities.
    var hasExternalSubset = false

    /// Reads an internal subset from behind its bracket, up to behind the closing one.
    mutating func read(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count {
            let byte = unsafe text[index]
            if byte == UInt8(ascii: "]") { return index + 1 }
            if unsafe ByteSearch.hasPrefix("<!--", in: text, at: index) {
                guard let end = unsafe ByteSearch.find("-->", in: text, from: index) else {
                    return text.count
                }
                index = end + 3
            } else if unsafe ByteSearch.hasPrefix("<!entity", in: text, at: index) {
                index = unsafe declaration(text, from: index + 8)
            } else {
                // A reference to a parameter entity may declare anything, too.
                if byte == UInt8(ascii: "%") { hasExternalSubset = true }
                index += 1
            }
        }
        return index
    }

    /// `name "text">`
    private mutating func declaration(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        func skipSpace() {
            while index < text.count, unsafe ByteSearch.isSpace(text[index]) { index += 1 }
        }
        skipSpace()
        let first = index
        while index < text.count, unsafe MarkupMender.continuesName(text[index]) { index += 1 }
        let name = unsafe Array(text[first..<index])
        skipSpace()
        guard !name.isEmpty, index < text.count else { return index }
        let quote = unsafe text[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            let end = unsafe ByteSearch.find(quote, in: text, from: index + 1)
        else { return index }
        if texts.count < Self.most, end - index <= Self.longest, self.text(of: name) == nil {
            unsafe texts.append((name, Array(text[(index + 1)..<end])))
        }
        return end + 1
    }

    /// The text of the entity `name`, as it is declared; nil when there is none, or when the
    /// document has had enough of them.
    mutating func expand(_ name: [UInt8]) -> [UInt8]? {
        guard let text = text(of: name), expanded + text.count <= Self.expansionMax else {
            return nil
        }
        expanded += text.count
        return text
    }

    private func text(of name: [UInt8]) -> [UInt8]? { texts.first { $0.name == name }?.text }
}
