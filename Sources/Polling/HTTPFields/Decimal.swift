// SPDX-License-Identifier: Apache-2.0

extension Int {
    /// The largest number read from the wire: RFC 9111 section 1.2.2 takes 2³¹ as "long enough".
    static let longestDeltaSeconds = 2_147_483_648

    /// Reads decimal digits and nothing else; what is larger than `longestDeltaSeconds` is that.
    init?(decimal digits: some Sequence<UInt8>) {
        var value = 0
        var isEmpty = true
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            value = Swift.min(value * 10 + Int(digit - UInt8(ascii: "0")), Self.longestDeltaSeconds)
            isEmpty = false
        }
        if isEmpty { return nil }
        self = value
    }

    /// Reads `delta-seconds` (RFC 9111 section 1.2.2), white space around it allowed.
    init?(deltaSeconds text: some StringProtocol) {
        var digits = Array(text.utf8)[...]
        while let first = digits.first, first == 0x20 || first == 0x09 { digits.removeFirst() }
        while let last = digits.last, last == 0x20 || last == 0x09 { digits.removeLast() }
        self.init(decimal: digits)
    }
}
