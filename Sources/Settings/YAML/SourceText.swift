// SPDX-License-Identifier: Apache-2.0

/// The text of a file and where its lines begin.
///
/// Places are counted in code points from the start of the text, a byte order mark left out, as
/// libyaml counts them. Lines end as editors see it, at LF, CR LF and CR; libyaml's own line
/// numbers also count NEL, LS and PS, which no editor does.
struct SourceText: Sendable {
    /// The file, as messages call it.
    let file: String
    /// The text in UTF-8, without a byte order mark.
    let bytes: [UInt8]
    /// The code point that each line begins with.
    private let lineStarts: [Int]

    /// The text `bytes` of `file`, which must be UTF-8.
    init(_ bytes: [UInt8], file: String) throws(SettingsProblem) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = hasMark ? Array(bytes.dropFirst(3)) : bytes
        self.file = file
        self.bytes = text
        let valid = Self.validPrefix(of: text)
        lineStarts = Self.lines(of: text[..<valid])
        guard valid == text.count else {
            let place = position(at: Self.scalarCount(text[..<valid]))
            throw SettingsProblem(.error, at: place, "this is not UTF-8")
        }
    }

    /// The place of the code point `index`.
    func position(at index: Int) -> SourcePosition {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= index { low = middle } else { high = middle }
        }
        return SourcePosition(file: file, line: low + 1, column: index - lineStarts[low] + 1)
    }

    /// The place of the byte `offset`.
    func position(atByte offset: Int) -> SourcePosition {
        position(at: Self.scalarCount(bytes[..<min(max(offset, 0), bytes.count)]))
    }

    /// The code points of the text.
    var scalars: [Unicode.Scalar] { Array(String(decoding: bytes, as: UTF8.self).unicodeScalars) }

    private static func validPrefix(of bytes: [UInt8]) -> Int {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return bytes.count
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    private static func scalarCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    private static func lines(of bytes: ArraySlice<UInt8>) -> [Int] {
        var starts = [0]
        var scalar = 0
        var previous: UInt8 = 0
        for byte in bytes {
            if byte & 0xC0 == 0x80 { continue }
            if previous == UInt8(ascii: "\n") || previous == UInt8(ascii: "\r") && byte != 10 {
                starts.append(scalar)
            }
            previous = byte
            scalar += 1
        }
        if previous == UInt8(ascii: "\n") || previous == UInt8(ascii: "\r") {
            starts.append(scalar)
        }
        return starts
    }
}
