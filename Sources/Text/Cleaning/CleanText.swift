// SPDX-License-Identifier: Apache-2.0

/// Text from the network made safe for a terminal, a log or a line-oriented file.
///
/// Taken out are C0 and C1 controls, DEL, the bidirectional marks, embeddings, overrides and
/// isolates (UAX #9), interlinear annotation, noncharacters, and escape sequences as a whole
/// (ECMA-48 section 5.4 and 5.6), whatever they would have done. Bytes that are no UTF-8 come out
/// as U+FFFD.
public enum CleanText: Sendable {
    /// `text` on one line: every run of white space, line and paragraph separators included, is
    /// one space; none stands at either end.
    ///
    /// - Parameter limit: The most bytes of UTF-8 to return. A longer text is cut between scalars
    ///   and ends in `…`, which counts.
    public static func line(_ text: String, limit: Int = .max) -> String {
        if isCleanLine(text.utf8), text.utf8.count <= limit { return text }
        var output = CleanOutput(limit: limit)
        var spaceIsDue = false
        CleanScalars.forEach(in: text.unicodeScalars) { scalar in
            if scalar.properties.isWhitespace {
                spaceIsDue = !output.isEmpty
                return true
            }
            if spaceIsDue, !output.append(" ") { return false }
            spaceIsDue = false
            return output.append(scalar)
        }
        return output.string
    }

    /// `text` with its lines: LF, CR LF, NEL, U+2028 and U+2029 end one, TAB is a space, other
    /// white space stays as it is.
    ///
    /// - Parameter limit: As for `line(_:limit:)`.
    public static func lines(_ text: String, limit: Int = .max) -> String {
        var output = CleanOutput(limit: limit)
        var previousIsCR = false
        CleanScalars.forEach(in: text.unicodeScalars) { scalar in
            defer { previousIsCR = scalar == "\r" }
            switch scalar {
            case "\n" where previousIsCR: return true
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": return output.append("\n")
            case "\t", "\u{0B}", "\u{0C}": return output.append(" ")
            default: return output.append(scalar)
            }
        }
        return output.string
    }

    /// Whether `scalar` does nothing to a terminal or to the order of what stands around it; the
    /// separators of lines and paragraphs do.
    public static func mayBeShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x20, 0x85, 0x2028, 0x2029: false
        default: !CleanScalars.isDropped(scalar.value)
        }
    }

    /// Whether nothing is to be done: printable ASCII without a space at an end or beside another.
    private static func isCleanLine(_ bytes: String.UTF8View) -> Bool {
        var previousIsSpace = true
        for byte in bytes {
            guard byte >= 0x20, byte < 0x7F, !(byte == 0x20 && previousIsSpace) else {
                return false
            }
            previousIsSpace = byte == 0x20
        }
        return !previousIsSpace || bytes.isEmpty
    }
}

/// Bytes that stop growing at a limit.
private struct CleanOutput {
    private var bytes: [UInt8] = []
    /// Where the text is cut when the limit is passed: `…` still fits behind it.
    private var cut = 0
    private var isCut = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    var isEmpty: Bool { bytes.isEmpty }

    /// Appends `scalar`, or cuts the text and returns false when it does not fit.
    mutating func append(_ scalar: Unicode.Scalar) -> Bool {
        let length = UTF8.width(scalar)
        guard bytes.count + length <= limit else {
            isCut = true
            return false
        }
        bytes.append(contentsOf: scalar.utf8)
        if bytes.count <= limit - Self.ellipsis.count { cut = bytes.count }
        return true
    }

    var string: String {
        guard isCut else { return String(decoding: bytes, as: UTF8.self) }
        let mark = limit >= Self.ellipsis.count ? Self.ellipsis : []
        return String(decoding: bytes[..<cut] + mark, as: UTF8.self)
    }

    private static let ellipsis = Array("…".utf8)
}
