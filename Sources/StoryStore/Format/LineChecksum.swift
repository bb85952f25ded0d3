// SPDX-License-Identifier: Apache-2.0

internal import Checksums
internal import Glibc
internal import JSON

/// The last member of a line: `,"_crc32c":"8 hex digits"}`, over every byte before it.
public enum LineChecksum: Sendable {
    private static let opening = Array(#","_crc32c":""#.utf8)
    /// The opening, eight digits, and `"}`.
    private static let suffixBytes = opening.count + 10

    /// Whether `line`, without its line feed, is what was written.
    public static func isIntact(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let covered = line.count - suffixBytes
        guard covered > 0, let start = line.baseAddress, let stored = unsafe stored(in: line) else {
            return false
        }
        let bytes = unsafe UnsafeBufferPointer(start: start, count: covered)
        return unsafe CRC32C.checksum(of: bytes) == stored
    }

    /// What is wrong with `line`, without its line feed; nil when it is what was written.
    public static func problem(in line: UnsafeBufferPointer<UInt8>) -> String? {
        if unsafe isIntact(line) { return nil }
        return unsafe stored(in: line) == nil ? "no checksum" : "checksum does not match"
    }

    /// Appends the member to the line that begins at `start` of what `json` has written, and ends
    /// the line.
    static func endLine(of json: inout JSONWriter, startingAt start: Int) {
        let checksum = unsafe json.withUnsafeBytes {
            unsafe CRC32C.checksum(of: UnsafeBufferPointer(rebasing: $0[start...]))
        }
        let digits = InlineArray<8, UInt8> { place in
            let digit = UInt8(checksum >> UInt32(28 - 4 * place) & 15)
            return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        }
        json.key("_crc32c")
        unsafe digits.span.withUnsafeBufferPointer { unsafe json.value(utf8: $0) }
        json.endObject()
        json.endLine()
    }

    /// The checksum that stands at the end of `line`.
    private static func stored(in line: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard line.count > suffixBytes, let start = line.baseAddress else { return nil }
        let suffix = unsafe start + (line.count - suffixBytes)
        let isMarked = unsafe opening.withUnsafeBufferPointer { expected in
            unsafe memcmp(suffix, expected.baseAddress.unsafelyUnwrapped, expected.count) == 0
        }
        guard isMarked, unsafe suffix[suffixBytes - 2] == UInt8(ascii: "\""),
            unsafe suffix[suffixBytes - 1] == UInt8(ascii: "}")
        else { return nil }
        var value: UInt32 = 0
        for index in opening.count..<opening.count + 8 {
            let digit = unsafe suffix[index]
            switch digit {
            case 48...57: value = value << 4 | UInt32(digit - 48)
            case 97...102: value = value << 4 | UInt32(digit - 87)
            default: return nil
            }
        }
        return value
    }
}
