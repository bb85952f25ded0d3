// SPDX-License-Identifier: Apache-2.0

/// Scalars as UTF-8 bytes.
enum UTF8Encoding {
    /// Appends `scalar`; U+FFFD for what is no Unicode scalar value.
    static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
        UTF8.encode(scalar).map { bytes.append(contentsOf: $0) } ?? ()
    }

    /// Writes `scalar`, a Unicode scalar value, and gives the number of bytes, 1 to 4.
    @inline(__always)
    static func write(_ scalar: UInt32, to out: UnsafeMutablePointer<UInt8>) -> Int {
        func tail(_ shift: UInt32) -> UInt8 {
            UInt8(truncatingIfNeeded: 0x80 | scalar >> shift & 0x3F)
        }
        if scalar < 0x80 {
            unsafe out[0] = UInt8(truncatingIfNeeded: scalar)
            return 1
        }
        if scalar < 0x800 {
            unsafe out[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
            unsafe out[1] = tail(0)
            return 2
        }
        if scalar < 0x10000 {
            unsafe out[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
            unsafe out[1] = tail(6)
            unsafe out[2] = tail(0)
            return 3
        }
        unsafe out[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
        unsafe out[1] = tail(12)
        unsafe out[2] = tail(6)
        unsafe out[3] = tail(0)
        return 4
    }
}
