// SPDX-License-Identifier: Apache-2.0

/// Whether bytes are UTF-8 (Unicode 15, table 3-7).
enum UTF8Scan {
    /// Where the first byte stands that belongs to no well-formed sequence; nil when all do.
    ///
    /// ASCII goes eight bytes at a time, the three-byte sequences of East Asia with one load each.
    static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let end = bytes.count
        var index = 0
        while index < end {
            while index + 8 <= end,
                unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
                    & 0x8080_8080_8080_8080 == 0
            {
                index += 8
            }
            while index < end, unsafe base[index] < 0x80 { index += 1 }
            while index + 4 <= end {
                let word = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self)
                // 1110xxxx 10xxxxxx 10xxxxxx, little-endian; E0 and ED have rules of their own.
                guard word & 0x00C0_C0F0 == 0x0080_80E0, word & 0x0F != 0, word & 0x0F != 0x0D
                else { break }
                index += 3
            }
            guard index < end, unsafe base[index] >= 0x80 else { continue }
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
        let (length, second): (Int, ClosedRange<UInt8>)
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        default: return 0
        }
        guard index + length <= bytes.count, unsafe second.contains(bytes[index + 1]) else {
            return 0
        }
        for offset in 2..<max(length, 2) where unsafe bytes[index + offset] & 0xC0 != 0x80 {
            return 0
        }
        return length
    }

    /// What bytes that are perhaps UTF-8 consist of.
    struct Census {
        /// Well-formed sequences of two or more bytes.
        var sequences = 0
        /// Those of three or more.
        var longSequences = 0
        /// Bytes of no well-formed sequence.
        var strays = 0
    }

    /// Counts sequences and strays.
    static func census(of bytes: UnsafeBufferPointer<UInt8>) -> Census {
        var census = Census()
        var index = 0
        while index < bytes.count {
            let length = unsafe sequenceLength(at: index, in: bytes)
            switch length {
            case 0: census.strays += 1
            case 1: break
            case 2: census.sequences += 1
            default:
                census.sequences += 1
                census.longSequences += 1
            }
            index += max(length, 1)
        }
        return census
    }

    /// A copy in which U+FFFD stands for each run of stray bytes.
    static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 64)
        var index = 0
        var isInRun = false
        while index < bytes.count {
            let length = unsafe sequenceLength(at: index, in: bytes)
            if length == 0 {
                if !isInRun { result.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
                isInRun = true
            } else {
                unsafe result.append(contentsOf: bytes[index..<index + length])
                isInRun = false
            }
            index += max(length, 1)
        }
        return result
    }
}
