// SPDX-License-Identifier: Apache-2.0

/// Reads the scalars of folded text, which is valid UTF-8 with slack behind it.
enum UTF8Reading {
    /// The scalar at `index` and its length.
    ///
    /// - Precondition: three more bytes can be read behind `text`.
    @inline(__always)
    static func scalar(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (scalar: UInt32, length: Int) {
        guard let base = text.baseAddress else { return (0, 1) }
        let bytes = unsafe base + index
        let lead = unsafe UInt32(bytes[0])
        if lead < 0x80 { return (lead, 1) }
        let second = unsafe UInt32(bytes[1]) & 0x3F
        if lead < 0xE0 { return ((lead & 0x1F) &<< 6 | second, 2) }
        let third = unsafe UInt32(bytes[2]) & 0x3F
        if lead < 0xF0 { return ((lead & 0x0F) &<< 12 | second &<< 6 | third, 3) }
        let fourth = unsafe UInt32(bytes[3]) & 0x3F
        return ((lead & 0x07) &<< 18 | second &<< 12 | third &<< 6 | fourth, 4)
    }
}
