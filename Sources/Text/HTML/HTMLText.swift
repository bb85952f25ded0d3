// SPDX-License-Identifier: Apache-2.0

/// HTML to plain text, by the rules of QUERY.md section 1.
public enum HTMLText: Sendable {
    /// Appends the plain text of `html` to `text`: character references decoded once; `script`,
    /// `style`, `template` and comments dropped; inline tags add nothing; `br` is a line break;
    /// block elements part paragraphs by a blank line; white space outside `pre` is collapsed;
    /// control characters are dropped, those of windows-1252 read as what was meant.
    ///
    /// `html` is UTF-8, and so is the text. Never fails: a `<` that opens no tag is text, and an
    /// unfinished tag at the end is dropped. The text ends in no white space.
    public static func append(
        textOf html: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]
    ) {
        text.append(addingCapacity: HTMLTextScanner.capacity(for: html.count)) { span in
            unsafe span.withUnsafeMutableBufferPointer { buffer, count in
                guard let out = buffer.baseAddress else { return }
                var scanner = unsafe HTMLTextScanner(html, out: out + count)
                count += scanner.run()
            }
        }
    }

    /// Appends `text` with its character references decoded once; tags are text. `place` decides
    /// about names without a semicolon.
    public static func appendDecoded(
        _ text: UnsafeBufferPointer<UInt8>, in place: CharacterReference.Place = .strict,
        to bytes: inout [UInt8]
    ) {
        bytes.reserveCapacity(bytes.count + text.count)
        unsafe withUnsafeTemporaryAllocation(
            of: UInt8.self, capacity: CharacterReference.longestText
        ) { scratch in
            var index = 0
            while index < text.count {
                if unsafe text[index] == UInt8(ascii: "&"), let out = scratch.baseAddress,
                    let (length, count) = unsafe CharacterReference.decode(
                        UnsafeBufferPointer(rebasing: text[index...]), in: place, into: out)
                {
                    unsafe bytes.append(contentsOf: scratch.prefix(count))
                    index += length
                } else {
                    unsafe bytes.append(text[index])
                    index += 1
                }
            }
        }
    }

    /// The plain text of `html`.
    public static func text(of html: String) -> String {
        var html = html
        return html.withUTF8 { bytes in
            var text: [UInt8] = []
            unsafe append(textOf: bytes, to: &text)
            return String(decoding: text, as: UTF8.self)
        }
    }
}
