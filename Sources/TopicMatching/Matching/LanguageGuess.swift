// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Guesses the language of a document whose feed names none (QUERY.md section 1): by script, and
/// English by its commonest words. It says nothing rather than something doubtful, and the same
/// for the same text always.
enum LanguageGuess {
    /// So many scalars of title and body are looked at.
    private static let lookedAt = 2000
    /// English is said only from so many of its function words on, a twelfth of all words at least.
    private static let fewestEnglish = 3

    private static let english: Set<String> = [
        "the", "of", "and", "to", "in", "is", "that", "was", "for", "with", "on", "by", "from",
        "has", "have", "are", "were", "it", "his", "an", "be", "at", "as", "not", "said", "after",
    ]

    /// `ja`, `ko`, `zh`, `en`, or nothing.
    ///
    /// A tenth of kana among the letters is Japanese, of Hangul Korean; a third of Han without
    /// those is Chinese.
    static func language(of document: MatchDocument) -> String {
        var (kana, hangul, han, letters) = (0, 0, 0, 0)
        var (words, functionWords) = (0, 0)
        var word = ""
        func endWord() {
            guard !word.isEmpty else { return }
            words += 1
            if english.contains(word) { functionWords += 1 }
            word = ""
        }
        for text in [document.title, document.body] {
            for scalar in text.string.unicodeScalars.prefix(lookedAt) {
                switch scalar.value {
                case 0x3041...0x3096, 0x30A1...0x30FA, 0xFF66...0xFF9D: kana += 1
                case 0xAC00...0xD7A3, 0x1100...0x11FF, 0x3131...0x318E: hangul += 1
                case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF: han += 1
                case 0x41...0x5A, 0x61...0x7A:
                    letters += 1
                    word.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value | 0x20)))
                    continue
                default: if scalar.properties.isAlphabetic { letters += 1 }
                }
                endWord()
            }
            endWord()
        }
        let all = kana + hangul + han + letters
        if kana > 0, kana * 10 >= all { return "ja" }
        if hangul > 0, hangul * 10 >= all { return "ko" }
        if han > 0, han * 3 >= all { return "zh" }
        return functionWords >= fewestEnglish && functionWords * 12 >= words ? "en" : ""
    }
}
