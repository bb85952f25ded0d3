// SPDX-License-Identifier: Apache-2.0

/// What of XML's concern is in a text that is UTF-8.
struct TextCensus {
    /// Whether XML allows every character: no control character but tab and line ends, neither
    /// U+FFFE nor U+FFFF (XML 1.0 section 2.2).
    private(set) var isLegal = true
    private(set) var hasAmpersand = false
    private(set) var hasReturn = false
    /// Whether there is a `]]>`, which text may not hold (section 2.4).
    private(set) var hasSectionEnd = false

    private typealias Lane = SIMD16<UInt8>
    private typealias Mask = SIMDMask<SIMD16<Int8>>

    init(_ text: UnsafeBufferPointer<UInt8>) {
        guard let base = text.baseAddress else { return }
        var index = 0
        var (illegal, ampersands, returns, ends) = (Mask(), Mask(), Mask(), Mask())
        // Vectors on both sides: with a scalar the comparison is done byte by byte.
        while index &+ 18 <= text.count {
            let lane = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: Lane.self)
            let next = unsafe UnsafeRawPointer(base + index + 1).loadUnaligned(as: Lane.self)
            let third = unsafe UnsafeRawPointer(base + index + 2).loadUnaligned(as: Lane.self)
            let isReturn = lane .== Lane(repeating: 0x0D)
            let spaces =
                (lane .== Lane(repeating: 0x0A)) .| isReturn .| (lane .== Lane(repeating: 0x09))
            illegal .|= (lane .< Lane(repeating: 0x20)) .& .!spaces
            illegal .|= (lane .== Lane(repeating: 0xEF)) .& (next .== Lane(repeating: 0xBF))
                .& (third .>= Lane(repeating: 0xBE))
            ampersands .|= lane .== Lane(repeating: 0x26)
            returns .|= isReturn
            ends .|= (lane .== Lane(repeating: 0x5D)) .& (next .== Lane(repeating: 0x5D))
                .& (third .== Lane(repeating: 0x3E))
            index &+= 16
        }
        isLegal = !Self.isAny(illegal)
        hasAmpersand = Self.isAny(ampersands)
        hasReturn = Self.isAny(returns)
        hasSectionEnd = Self.isAny(ends)
        unsafe countRest(of: text, from: index)
    }

    private mutating func countRest(of text: UnsafeBufferPointer<UInt8>, from start: Int) {
        for index in start..<text.count {
            let byte = unsafe text[index]
            let next = unsafe index + 1 < text.count ? text[index + 1] : 0
            let third = unsafe index + 2 < text.count ? text[index + 2] : 0
            switch byte {
            case 0x0D: hasReturn = true
            case 0x26: hasAmpersand = true
            case 0x09, 0x0A: break
            case 0x00...0x1F: isLegal = false
            case 0x5D where next == 0x5D && third == 0x3E: hasSectionEnd = true
            case 0xEF where next == 0xBF && third >= 0xBE: isLegal = false
            default: break
            }
        }
    }

    /// A mask is all ones or all zeros; `any` is a call that folds the lanes one by one.
    private static func isAny(_ mask: Mask) -> Bool {
        let words = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return words[0] | words[1] != 0
    }
}
