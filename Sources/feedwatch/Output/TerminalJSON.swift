// SPDX-License-Identifier: Apache-2.0

import Text

/// JSON that does nothing to a terminal but show itself.
enum TerminalJSON {
    /// `json` with control characters, bidirectional controls and the like inside its strings as
    /// `\u202e`: the same document to every reader (RFC 8259 section 7).
    static func escaped(_ json: [UInt8]) -> [UInt8] {
        // What is to be escaped is DEL or outside ASCII; below U+0020 JSON escapes by itself.
        guard json.contains(where: { $0 >= 0x7F }) else { return json }
        var result: [UInt8] = []
        result.reserveCapacity(json.count)
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            if scalar.value >= 0x7F, !CleanText.mayBeShown(scalar) {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += Array("\\u".utf8)
                    result += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
                    result += Array(digits.utf8)
                }
            } else {
                result += Array(scalar.utf8)
            }
        }
        return result
    }
}
