// SPDX-License-Identifier: Apache-2.0

/// Two neighbouring bytes that are looked for, letters of ASCII in either case.
struct BytePair: Hashable, Sendable {
    /// 0x20 for letters of ASCII, so that both cases are found.
    var firstMask: UInt8 = 0
    var first: UInt8
    var secondMask: UInt8 = 0
    var second: UInt8
    /// How many bytes before the pair the character begins whose place in its run is known.
    var back: Int
    /// The run, and the character's place in it.
    var run: Int
    var place: Int
}

extension BytePair {
    /// Whether these are the two bytes.
    func matches(_ first: UInt8, _ second: UInt8) -> Bool {
        first | firstMask == self.first && second | secondMask == self.second
    }

    /// The pair of two folded characters of ASCII, or of a full stop before one.
    static func ascii(_ first: UInt32, _ second: UInt32, run: Int, place: Int, back: Int) -> Self {
        BytePair(
            firstMask: caseBit(first), first: UInt8(truncatingIfNeeded: first),
            secondMask: caseBit(second), second: UInt8(truncatingIfNeeded: second), back: back,
            run: run, place: place)
    }

    private static func caseBit(_ scalar: UInt32) -> UInt8 {
        (0x61...0x7A).contains(scalar) ? 0x20 : 0
    }

    /// How often letters and digits stand in news, per thousand; a guess is enough.
    private static let frequencies: [UInt8: Int] = [
        UInt8(ascii: "e"): 120, UInt8(ascii: "t"): 90, UInt8(ascii: "a"): 80,
        UInt8(ascii: "o"): 75, UInt8(ascii: "i"): 73, UInt8(ascii: "n"): 70,
        UInt8(ascii: "s"): 63, UInt8(ascii: "r"): 60, UInt8(ascii: "h"): 59,
        UInt8(ascii: "d"): 43, UInt8(ascii: "l"): 40, UInt8(ascii: "u"): 29,
        UInt8(ascii: "c"): 27, UInt8(ascii: "m"): 26, UInt8(ascii: "f"): 23,
        UInt8(ascii: "y"): 21, UInt8(ascii: "w"): 21, UInt8(ascii: "g"): 20,
        UInt8(ascii: "p"): 18, UInt8(ascii: "b"): 15, UInt8(ascii: "v"): 11,
        UInt8(ascii: "k"): 7, UInt8(ascii: "x"): 2, UInt8(ascii: "q"): 1, UInt8(ascii: "j"): 1,
        UInt8(ascii: "z"): 1,
    ]

    /// How often the pair should be seen.
    var frequency: Int {
        Self.frequencies[first, default: 12] * Self.frequencies[second, default: 12]
    }
}
