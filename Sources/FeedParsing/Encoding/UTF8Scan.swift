// SPDX-License-Identifier: Apache-2.0

/// What is UTF-8 in bytes that are not wholly so (Unicode 15, table 3-7).
enum UTF8Scan {
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
