// SPDX-License-Identifier: Apache-2.0

/// UTF-16 and UTF-32 to UTF-8; what is no scalar value becomes U+FFFD.
enum WideDecoder {
    /// The UTF-8 of `bytes`, and how many units stand for nothing.
    static func decode(
        utf16 bytes: UnsafeBufferPointer<UInt8>, bigEndian: Bool
    ) -> (text: [UInt8], faults: Int) {
        var (text, faults) = ([UInt8](), bytes.count & 1)
        text.reserveCapacity(bytes.count * 3 / 2)
        var index = 0
        func unit(_ at: Int) -> UInt32 {
            let (first, second) = unsafe (UInt32(bytes[at]), UInt32(bytes[at + 1]))
            return bigEndian ? first << 8 | second : second << 8 | first
        }
        while index + 2 <= bytes.count {
            let high = unit(index)
            index += 2
            if high & 0xFC00 == 0xD800, index + 2 <= bytes.count, unit(index) & 0xFC00 == 0xDC00 {
                append(0x10000 + ((high & 0x3FF) << 10 | unit(index) & 0x3FF), to: &text)
                index += 2
            } else {
                if !append(high, to: &text) { faults += 1 }
            }
        }
        return (text, faults)
    }

    /// The UTF-8 of `bytes`, and how many units stand for nothing.
    static func decode(
        utf32 bytes: UnsafeBufferPointer<UInt8>, bigEndian: Bool
    ) -> (text: [UInt8], faults: Int) {
        var (text, faults) = ([UInt8](), bytes.count & 3 == 0 ? 0 : 1)
        text.reserveCapacity(bytes.count)
        var index = 0
        while index + 4 <= bytes.count {
            var scalar: UInt32 = 0
            for offset in 0..<4 {
                let place = UInt32(bigEndian ? 24 - 8 * offset : 8 * offset)
                scalar |= unsafe UInt32(bytes[index + offset]) << place
            }
            if !append(scalar, to: &text) { faults += 1 }
            index += 4
        }
        return (text, faults)
    }

    /// Appends `scalar`, or U+FFFD and false when it is none.
    @discardableResult
    private static func append(_ scalar: UInt32, to text: inout [UInt8]) -> Bool {
        let valid = Unicode.Scalar(scalar)
        if let encoded = UTF8.encode(valid ?? "\u{FFFD}") { text.append(contentsOf: encoded) }
        return valid != nil
    }
}
