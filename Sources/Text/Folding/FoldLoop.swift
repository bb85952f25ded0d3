// SPDX-License-Identifier: Apache-2.0

/// The loop that folds nearly every byte: ASCII eight at a time, the rest of the Basic
/// Multilingual Plane by table (SWIFT-SPEED.md, idiom 3).
enum FoldLoop {
    /// Folds from `position.read` on, until the end or a character about which the table says to
    /// ask; `position` then stands before it.
    ///
    /// - Parameter output: has room for as many bytes as are left to read, and eight more.
    static func run(
        _ text: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>,
        table: UnsafePointer<UInt16>, at position: inout (read: Int, write: Int)
    ) {
        guard let start = text.baseAddress else { return }
        let input = unsafe UnsafeRawPointer(start)
        let count = text.count
        var (i, o) = position
        while i < count {
            while i &+ 8 <= count {
                let word = unsafe input.loadUnaligned(fromByteOffset: i, as: UInt64.self)
                unsafe UnsafeMutableRawPointer(output + o).storeBytes(
                    of: foldedASCII(word), as: UInt64.self)
                let high = word & 0x8080_8080_8080_8080
                guard high == 0 else {
                    // What was stored from the first byte above ASCII on is written over.
                    let ascii = high.trailingZeroBitCount &>> 3
                    i &+= ascii
                    o &+= ascii
                    break
                }
                i &+= 8
                o &+= 8
            }
            guard i < count else { break }
            var lead = unsafe start[i]
            // Text that is not ASCII comes in runs: stay here as long as it lasts.
            while lead >= 0xC2 {
                let scalar: Int
                let length: Int
                if lead >= 0xE0 {
                    guard lead < 0xF0, i &+ 3 <= count else { break }
                    scalar =
                        unsafe Int(lead & 0x0F) &<< 12
                        | Int(start[i &+ 1] & 0x3F) &<< 6 | Int(start[i &+ 2] & 0x3F)
                    length = 3
                } else {
                    guard i &+ 2 <= count else { break }
                    scalar = unsafe Int(lead & 0x1F) &<< 6 | Int(start[i &+ 1] & 0x3F)
                    length = 2
                }
                let replacement = unsafe UInt32(table[scalar])
                if replacement == 0 { break }
                unsafe o &+= write(replacement, at: output + o)
                i &+= length
                guard i < count else { break }
                lead = unsafe start[i]
            }
            guard i < count else { break }
            if lead >= 0x80 { break }
            if i &+ 8 > count {
                unsafe output[o] = foldedASCII(lead)
                i &+= 1
                o &+= 1
            }
        }
        position = (i, o)
    }

    /// Writes `scalar`, below U+10000, and says how many bytes it took.
    @inline(__always)
    private static func write(_ scalar: UInt32, at output: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar >= 0x800 {
            unsafe output[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12)
            unsafe output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F)
            unsafe output[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 3
        }
        if scalar >= 0x80 {
            unsafe output[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6)
            unsafe output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 2
        }
        unsafe output[0] = UInt8(truncatingIfNeeded: scalar)
        return 1
    }

    /// Eight ASCII bytes in lower case, with apostrophes for grave accents. Bytes before (in
    /// memory) the first that is not ASCII come out right too.
    @inline(__always)
    static func foldedASCII(_ word: UInt64) -> UInt64 {
        let seven = word & 0x7F7F_7F7F_7F7F_7F7F
        let upper = (seven &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(seven &+ 0x2525_2525_2525_2525)
        let lower = word | (upper & 0x8080_8080_8080_8080) &>> 2
        let grave = ~((seven ^ 0x6060_6060_6060_6060) &+ 0x7F7F_7F7F_7F7F_7F7F)
        return lower ^ ((grave & 0x8080_8080_8080_8080) &>> 7) &* 0x47
    }

    private static func foldedASCII(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case 0x60: 0x27
        default: byte
        }
    }
}
