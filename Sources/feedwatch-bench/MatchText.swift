// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Randomness

/// Makes texts and terms in the proportions of a newsroom's feeds: English, Japanese, Korean, with
/// words as often as language has them (Zipf).
struct MatchText {
    private var numbers: SplitMix64
    private var english: [String] = []
    private var japanese: [String] = []
    private var korean: [String] = []

    /// Texts that depend on `seed` alone.
    init(seed: UInt64) {
        numbers = SplitMix64(seed: seed)
        for _ in 0..<20_000 {
            english.append(englishWord())
            japanese.append(han(2 + next(3)))
            korean.append(hangul(2 + next(3)))
        }
    }

    /// The lines of a file.
    static func lines(_ path: String) throws -> [UTF8Text] {
        try FileText.read(path).split(separator: "\n").map { UTF8Text(String($0)) }
    }

    /// Texts of some 2 KB, `megabytes` in all.
    mutating func texts(megabytes: Int) -> [UTF8Text] {
        var texts: [UTF8Text] = []
        var size = 0
        while size < megabytes * 1_000_000 {
            let text = UTF8Text(makeText())
            size += text.count
            texts.append(text)
        }
        return texts
    }

    /// Terms of which 2 % are common words of the texts, 28 % rare ones, and the rest in none.
    mutating func terms(_ count: Int) -> [String] {
        (0..<count).map { number in
            let words = pick([english, japanese, korean])
            let share = next(100)
            if share < 2 { return words[next(400)] }
            return share < 30 ? words[2000 + next(18_000)] : rareTerm()
        }
    }

    /// Terms that the texts hardly have.
    mutating func rareTerms(_ count: Int) -> [String] { (0..<count).map { _ in rareTerm() } }

    private mutating func rareTerm() -> String {
        switch next(4) {
        case 0: englishWord() + englishWord()
        case 1: englishWord() + " " + englishWord() + englishWord()
        case 2: han(3 + next(3))
        default: hangul(3 + next(2))
        }
    }

    private mutating func makeText() -> String {
        var text = ""
        let language = next(10)
        while text.utf8.count < 2000 {
            switch language {
            case 0...5:
                let word = english[zipf()]
                text += next(12) == 0 ? word.capitalizedFirst : word
                text += next(14) == 0 ? ". " : next(20) == 0 ? "’s “" : " "
            case 6...8:
                text += japanese[zipf()] + pick(["の", "は", "を", "、", "。", "が", "する", "１", "ー"])
            default: text += korean[zipf()] + pick(["이 ", "는 ", "를 ", " ", ". "])
            }
        }
        return text
    }

    /// A rank, the lower the likelier.
    private mutating func zipf() -> Int {
        let bound = 1 + next(20_000)
        return next(bound) * next(bound) / bound
    }

    private mutating func englishWord() -> String {
        (0..<2 + next(3)).map { _ in
            pick(Array("bcdfghklmnprstvwz")).description + pick(["a", "e", "i", "o", "u", "ai"])
                + pick(["", "", "n", "r", "s", "l"])
        }.joined()
    }

    private mutating func han(_ count: Int) -> String { scalars(count, from: 0x4E00, among: 6000) }

    private mutating func hangul(_ count: Int) -> String {
        scalars(count, from: 0xAC00, among: 11_172)
    }

    private mutating func scalars(_ count: Int, from first: UInt32, among: Int) -> String {
        var view = String.UnicodeScalarView()
        for _ in 0..<count {
            if let scalar = Unicode.Scalar(first + UInt32(next(among))) { view.append(scalar) }
        }
        return String(view)
    }

    private mutating func pick<T>(_ list: [T]) -> T { list[next(list.count)] }

    private mutating func next(_ bound: Int) -> Int {
        Int(numbers.next() % UInt64(bound))
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
