// SPDX-License-Identifier: Apache-2.0

/// Which encoding bytes are in that nothing declares, by how each encoding is used in writing.
///
/// Only asked for documents that are no UTF-8. The rules tell apart what news is written in; what
/// they do not know is read as windows-1252, as browsers do.
enum EncodingGuess {
    static func guess(_ bytes: UnsafeBufferPointer<UInt8>) -> CharacterEncoding {
        if unsafe hasEscapes(bytes), let jis = CharacterEncoding(label: "iso-2022-jp") {
            return jis
        }
        let label = unsafe pairs(bytes) ?? singles(bytes)
        return CharacterEncoding(label: label) ?? .windows1252
    }

    /// Whether there are escape sequences of ISO-2022-JP: `ESC $ B`, `ESC $ @`, `ESC ( J`.
    static func hasEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard unsafe bytes.contains(0x1B) else { return false }
        for index in 0..<max(0, bytes.count - 2) where unsafe bytes[index] == 0x1B {
            let (second, third) = unsafe (bytes[index + 1], bytes[index + 2])
            if second == 0x24 && (third == 0x42 || third == 0x40) { return true }
            if second == 0x28 && (third == 0x4A || third == 0x49) { return true }
        }
        return false
    }

    // MARK: - Encodings of two bytes a character

    /// How often pairs of an encoding occur, by the first byte.
    private struct PairCount {
        var pairs = 0
        var faults = 0
        var leads = InlineArray<256, Int>(repeating: 0)

        func share(of range: ClosedRange<UInt8>) -> Double {
            var sum = 0
            for lead in range { sum += leads[Int(lead)] }
            return Double(sum) / Double(max(pairs, 1))
        }

        /// Whether there are enough pairs to judge by, and all but one in two hundred fit.
        var fits: Bool { pairs >= 4 && faults * 200 <= pairs }
    }

    private static func pairs(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        let high = { (byte: UInt8) in (0xA1...0xFE).contains(byte) }
        let euc = unsafe count(bytes, lead: { high($0) || $0 == 0x8E }, trail: high)
        if euc.fits {
            if euc.share(of: 0xA4...0xA5) > 0.15 { return "euc-jp" }
            if euc.share(of: 0xB0...0xC8) > 0.85 { return "euc-kr" }
            if euc.share(of: 0xB0...0xD7) > 0.6 { return "gb18030" }
        }
        let shiftJIS = unsafe count(
            bytes, lead: { (0x81...0x9F).contains($0) || (0xE0...0xFC).contains($0) },
            trail: { (0x40...0xFC).contains($0) && $0 != 0x7F },
            single: { (0xA1...0xDF).contains($0) })
        if shiftJIS.fits, shiftJIS.share(of: 0x82...0x83) > 0.2 { return "shift_jis" }
        let big5 = unsafe count(
            bytes, lead: { (0xA1...0xF9).contains($0) },
            trail: { (0x40...0x7E).contains($0) || high($0) })
        if big5.fits, big5.share(of: 0xA4...0xC6) > 0.6 { return "big5" }
        let gbk = unsafe count(
            bytes, lead: { (0x81...0xFE).contains($0) },
            trail: { (0x40...0xFE).contains($0) && $0 != 0x7F })
        if gbk.fits, gbk.share(of: 0xB0...0xD7) > 0.5 { return "gb18030" }
        return nil
    }

    private static func count(
        _ bytes: UnsafeBufferPointer<UInt8>, lead: (UInt8) -> Bool, trail: (UInt8) -> Bool,
        single: (UInt8) -> Bool = { _ in false }
    ) -> PairCount {
        var result = PairCount()
        var index = 0
        while index < bytes.count {
            let byte = unsafe bytes[index]
            index += 1
            if byte < 0x80 || single(byte) { continue }
            if lead(byte), index < bytes.count, unsafe trail(bytes[index]) {
                result.pairs += 1
                result.leads[Int(byte)] += 1
                index += 1
            } else {
                result.faults += 1
            }
        }
        return result
    }

    // MARK: - Encodings of one byte a character

    private static func singles(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var counts = InlineArray<256, Int>(repeating: 0)
        var (total, runs, previous) = (0, 0, UInt8(0))
        for index in 0..<bytes.count {
            let byte = unsafe bytes[index]
            if byte >= 0x80 {
                counts[Int(byte)] += 1
                total += 1
                if previous < 0x80 { runs += 1 }
            }
            previous = byte
        }
        func share(_ range: ClosedRange<UInt8>) -> Double {
            var sum = 0
            for byte in range { sum += counts[Int(byte)] }
            return Double(sum) / Double(max(total, 1))
        }
        // In Latin script high bytes stand alone, elsewhere they make whole words.
        guard total >= 3 * runs else { return "windows-1252" }
        // Thai: consonants and vowels, and nothing like the letters of Europe above 0xFB.
        if share(0xA1...0xDA) + share(0xE0...0xFB) > 0.98, share(0xA1...0xBF) > 0.25 {
            return "tis-620"
        }
        // Hebrew has one case, and its 27 letters end at 0xFA.
        if share(0xE0...0xFA) > 0.9, share(0xFB...0xFF) < 0.01 { return "windows-1255" }
        // Small letters outnumber capitals: KOI8-R has them first, windows-1251 last.
        if share(0xC0...0xDF) > share(0xE0...0xFF) { return "koi8-r" }
        // Greek has accented vowels before its small letters, and no 0xFF.
        if share(0xDC...0xDF) > 0.03, share(0xFF...0xFF) == 0 { return "windows-1253" }
        return "windows-1251"
    }
}
