// SPDX-License-Identifier: Apache-2.0

/// Where bytes cease to be UTF-8.
enum UTF8Validation {
    /// The offset of the first byte that begins no well-formed sequence (Unicode 15, table 3-7);
    /// nil when there is none.
    static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        while index < bytes.count {
            let length = unsafe sequenceLength(at: index, in: bytes)
            if length == 0 { return index }
            index += length
        }
        return nil
    }

    /// The length of the well-formed sequence at `index`, 0 when there is none.
    static func sequenceLength(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let lead = unsafe bytes[index]
        if lead < 0x80 { return 1 }
        let length =
            switch lead {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 0
            }
        guard length > 0, index + length <= bytes.count else { return 0 }
        let second = unsafe bytes[index + 1]
        let allowed: ClosedRange<UInt8> =
            switch lead {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        guard allowed.contains(second) else { return 0 }
        for offset in 2..<max(2, length) where unsafe bytes[index + offset] & 0xC0 != 0x80 {
            return 0
        }
        return length
    }
}
