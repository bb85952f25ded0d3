// SPDX-License-Identifier: Apache-2.0

/// Language tags as feeds write them.
enum LanguageTag {
    /// The longest tag that RFC 5646 section 4.4.1 asks to support.
    private static let longest = 35

    /// Appends the tag in `text` in lower case, with hyphens for underscores; whether there was
    /// one. Of several, as in `en, fr`, the first counts.
    static func append(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
        let start = bytes.count
        for byte in text.drop(while: { $0 <= 0x20 }) {
            if byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") { break }
            let lower = ByteSearch.lowercase(byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : byte)
            let isAllowed =
                lower &- 0x61 < 26 || lower &- 0x30 < 10 || lower == UInt8(ascii: "-")
            guard isAllowed, bytes.count - start < longest else {
                bytes.removeSubrange(start...)
                return false
            }
            bytes.append(lower)
        }
        return bytes.count > start
    }
}
