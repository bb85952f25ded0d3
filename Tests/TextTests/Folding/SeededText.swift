// SPDX-License-Identifier: Apache-2.0

import Randomness

/// Random text from a seed: all of Unicode, with what makes folding hard in plenty.
struct SeededText {
    private var numbers: SplitMix64

    init(seed: UInt64) {
        numbers = SplitMix64(seed: seed)
    }

    private mutating func next(_ bound: Int) -> Int {
        Int(numbers.next() % UInt64(bound))
    }

    private static let usual = Array(
        "The U.S. envoy — ‘Kōno’ met 北朝鮮の外相 北韩 김정은이 Путин ΑΘΉΝΑ ｶﾞ ①…ﬃ\n\n・".unicodeScalars)
    private static let hard: [ClosedRange<UInt32>] = [
        0x300...0x36F, 0x1100...0x11FF, 0x3131...0x318E, 0xFF66...0xFFDC, 0x3040...0x30FF,
        0x200B...0x2064, 0xFE00...0xFE0F, 0xE00...0xE7F, 0x1D400...0x1D7FF, 0x900...0x9FF,
        0xAC00...0xD7A3, 0x4E00...0x9FFF, 0xE0100...0xE01EF, 0x1F300...0x1F6FF, 0xFB00...0xFDFF,
    ]

    /// Up to 60 scalars.
    mutating func text() -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<next(60) {
            switch next(10) {
            case 0...3: scalars.append(Self.usual[next(Self.usual.count)])
            case 4...8:
                let range = Self.hard[next(Self.hard.count)]
                let value = range.lowerBound + UInt32(next(range.count))
                if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
            default:
                if let scalar = Unicode.Scalar(UInt32(next(0x11_0000))) { scalars.append(scalar) }
            }
        }
        return String(scalars)
    }
}
