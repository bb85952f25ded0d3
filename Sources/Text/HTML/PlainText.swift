// SPDX-License-Identifier: Apache-2.0

/// Text from the network without what never belongs in text.
public enum PlainText: Sendable {
    /// What happens to white space.
    public enum WhiteSpace: Sendable {
        /// Stays as it is; a carriage return goes.
        case kept
        /// Every run becomes one space, at the ends nothing: for titles, names and the like.
        case collapsed
        /// Runs within a line become one space, empty lines a paragraph break: for plain text
        /// whose lines mean something.
        case lines
    }

    /// Appends UTF-8 `text` to `bytes`: without control characters, those of windows-1252 read as
    /// what was meant, white space treated as `whiteSpace` says.
    public static func append(
        _ text: UnsafeBufferPointer<UInt8>, whiteSpace: WhiteSpace, to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        bytes.reserveCapacity(start + text.count)
        var (spaces, lines) = (false, 0)
        var index = 0
        while index < text.count {
            let run = unsafe plainRun(text, from: index, whiteSpace)
            if run > index {
                if spaces, bytes.count > start { appendGap(lines: lines, whiteSpace, to: &bytes) }
                (spaces, lines) = (false, 0)
                unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[index..<run]))
                index = run
                continue
            }
            let byte = unsafe text[index]
            index += 1
            if byte == 0xC2 {
                if spaces, bytes.count > start { appendGap(lines: lines, whiteSpace, to: &bytes) }
                (spaces, lines) = (false, 0)
                unsafe appendLatin(text, &index, to: &bytes)
            } else if whiteSpace == .kept {
                if byte == 0x20 || byte == 0x09 || byte == 0x0A { bytes.append(byte) }
            } else if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D {
                spaces = true
                if byte == 0x0A { lines += 1 }
            }
        }
    }

    /// Where the run of bytes ends that begins at `start` and is copied as it is: no control
    /// character, no white space that `whiteSpace` changes, no 0xC2, behind which C1 may stand.
    private static func plainRun(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ whiteSpace: WhiteSpace
    ) -> Int {
        guard let base = text.baseAddress else { return start }
        var index = start
        while index < text.count {
            // The first byte decides about a space at the start, the last one about one at the end.
            if index > start, index + 9 <= text.count {
                let found = unsafe needsLook(atWord: base + index)
                if found == 0 {
                    index += 8
                    continue
                }
                index += found.trailingZeroBitCount >> 3
            }
            let byte = unsafe text[index]
            if byte > 0x20 {
                if byte == 0x7F || byte == 0xC2 { break }
            } else if whiteSpace == .kept {
                guard byte == 0x20 || byte == 0x0A || byte == 0x09 else { break }
            } else {
                // A single space between words.
                guard byte == 0x20, index > start, index + 1 < text.count,
                    unsafe text[index + 1] > 0x20
                else { break }
            }
            index += 1
        }
        return index
    }

    /// The high bit of each of the eight bytes at `start` that needs a look, the lowest one set
    /// being exact: control characters, two spaces in a row, 0xC2. Nine bytes can be read.
    @inline(__always)
    private static func needsLook(atWord start: UnsafePointer<UInt8>) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        @inline(__always) func zeros(_ value: UInt64) -> UInt64 { (value &- ones) & ~value }
        let word = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
        let next = unsafe UnsafeRawPointer(start + 1).loadUnaligned(as: UInt64.self)
        let spaces = zeros(word ^ (ones &* 0x20)) & zeros(next ^ (ones &* 0x20))
        let controls = (word &- ones &* 0x20) & ~word | (word &+ ones) & ~word
        return (zeros(word ^ (ones &* 0xC2)) | spaces | controls) & (ones &* 0x80)
    }

    /// The character behind 0xC2 at the place before `index`: one of windows-1252, wrongly
    /// decoded, or any other.
    private static func appendLatin(
        _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, to bytes: inout [UInt8]
    ) {
        guard index < text.count, unsafe text[index] < 0xA0 else {
            bytes.append(0xC2)
            return
        }
        if let meant = unsafe CharacterReference.meaning(of: UInt32(text[index])) {
            UTF8Encoding.append(meant, to: &bytes)
        }
        index += 1
    }

    private static func appendGap(
        lines: Int, _ whiteSpace: WhiteSpace, to bytes: inout [UInt8]
    ) {
        if whiteSpace == .lines && lines > 0 {
            bytes.append(0x0A)
            if lines > 1 { bytes.append(0x0A) }
        } else {
            bytes.append(0x20)
        }
    }
}
