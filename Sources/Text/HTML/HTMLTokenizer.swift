// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Where the tags, comments and raw elements of HTML end: the parts of the HTML standard's
/// tokenizer (section 13.2.5) that readers of feeds need.
enum HTMLTokenizer {
    /// A tag.
    struct Tag {
        /// The first eight letters of the name in lower case, the first one lowest.
        var name: UInt64
        /// Where the name ends.
        var nameEnd: Int
        var isEnd: Bool
        var element: HTMLElement
        /// Where what follows the tag begins.
        var end: Int
    }

    /// The tag that the `<` at `start` opens; nil when it opens none. A tag that the document
    /// does not finish ends with it.
    static func tag(at start: Int, in input: UnsafeBufferPointer<UInt8>) -> Tag? {
        var index = start + 1
        let isEnd = unsafe index < input.count && input[index] == UInt8(ascii: "/")
        if isEnd { index += 1 }
        // `</>` is a tag without a name, which means nothing.
        guard index < input.count,
            unsafe isLetter(input[index]) || isEnd && input[index] == UInt8(ascii: ">")
        else { return nil }
        var name: UInt64 = 0
        var length = 0
        while index < input.count {
            let byte = unsafe input[index]
            if byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
            if length < 8 {
                let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
                name |= UInt64(lower) << UInt64(8 * length)
            }
            length += 1
            index += 1
        }
        let element = HTMLElement.named(name, length: length)
        return unsafe Tag(
            name: name, nameEnd: index, isEnd: isEnd, element: element,
            end: tagEnd(from: index, in: input))
    }

    /// Where the tag whose name ends at `start` is over: behind the first `>` that stands in no
    /// quoted value. A quote without its partner does not count.
    private static func tagEnd(from start: Int, in input: UnsafeBufferPointer<UInt8>) -> Int {
        var index = start
        while index < input.count {
            let byte = unsafe input[index]
            if byte == UInt8(ascii: ">") { return index + 1 }
            if byte == UInt8(ascii: "="), let quote = unsafe openingQuote(after: index, in: input),
                let close = unsafe find(input[quote], from: quote + 1, in: input)
            {
                index = close
            }
            index += 1
        }
        return input.count
    }

    /// Where the quoted value after the equals sign at `equals` opens.
    private static func openingQuote(
        after equals: Int, in input: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        var index = equals + 1
        while index < input.count, unsafe input[index] <= 0x20 { index += 1 }
        guard index < input.count else { return nil }
        let byte = unsafe input[index]
        return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") ? index : nil
    }

    /// Where the comment, declaration or instruction at `start` is over; one that the document
    /// does not finish ends with it. Nil when this is none.
    static func declaration(at start: Int, in input: UnsafeBufferPointer<UInt8>) -> Int? {
        if unsafe hasPrefix("<!--", at: start, in: input) {
            // `<!-->` and `<!--->` are empty comments.
            if unsafe hasPrefix(">", at: start + 4, in: input) { return start + 5 }
            if unsafe hasPrefix("->", at: start + 4, in: input) { return start + 6 }
            var index = start + 4
            while let dash = unsafe find(UInt8(ascii: "-"), from: index, in: input) {
                if unsafe hasPrefix("-->", at: dash, in: input) { return dash + 3 }
                if unsafe hasPrefix("--!>", at: dash, in: input) { return dash + 4 }
                index = dash + 1
            }
            return input.count
        }
        if unsafe hasPrefix("<![CDATA[", at: start, in: input) { return nil }
        let third = start + 2 < input.count ? unsafe input[start + 2] : 0
        let isInstruction = unsafe input[start + 1] == UInt8(ascii: "?")
        guard isInstruction || isLetter(third) || third == UInt8(ascii: "[") else { return nil }
        return unsafe find(UInt8(ascii: ">"), from: start, in: input).map { $0 + 1 }
            ?? input.count
    }

    /// Where the content of the CDATA section at `start` begins, if there is one.
    static func cdata(at start: Int, in input: UnsafeBufferPointer<UInt8>) -> Int? {
        unsafe hasPrefix("<![CDATA[", at: start, in: input) ? start + 9 : nil
    }

    /// Where the element that `tag` begins is over, end tag included.
    static func end(of tag: Tag, in input: UnsafeBufferPointer<UInt8>) -> Int {
        var index = tag.end
        var depth = 1
        while let open = unsafe find(UInt8(ascii: "<"), from: index, in: input) {
            index = open + 1
            guard let other = unsafe self.tag(at: open, in: input), other.name == tag.name,
                other.isEnd || tag.element == .template
            else { continue }
            index = other.end
            depth += other.isEnd ? -1 : 1
            if depth == 0 { return index }
        }
        return input.count
    }

    /// Where `byte` stands first, from `start` on.
    static func find(
        _ byte: UInt8, from start: Int, in input: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        guard let base = input.baseAddress, start < input.count,
            let hit = unsafe memchr(base + start, Int32(byte), input.count - start)
        else { return nil }
        return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    /// Whether `prefix` stands at `start`.
    static func hasPrefix(
        _ prefix: StaticString, at start: Int, in input: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let count = prefix.utf8CodeUnitCount
        guard let base = input.baseAddress, start + count <= input.count else {
            return false
        }
        return unsafe memcmp(base + start, prefix.utf8Start, count) == 0
    }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
