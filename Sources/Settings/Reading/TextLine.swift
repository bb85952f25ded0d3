// SPDX-License-Identifier: Apache-2.0

/// One line of a text.
struct TextLine {
    /// The line without its break.
    let content: ArraySlice<UInt8>
    /// Where the next line begins.
    let next: Int

    /// The first line of `text`, up to LF, CR LF, CR or the end.
    init(first text: ArraySlice<UInt8>) {
        let end = text.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        content = text[..<(end ?? text.endIndex)]
        guard let end else {
            next = text.endIndex
            return
        }
        let isPair =
            text[end] == UInt8(ascii: "\r") && end + 1 < text.endIndex
            && text[end + 1] == UInt8(ascii: "\n")
        next = end + (isPair ? 2 : 1)
    }
}
