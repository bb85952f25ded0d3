// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text
internal import TopicMatching

/// The keys of all that texts have, gathered.
struct TermKeySet {
    private(set) var keys: Set<TermKey> = []
    // As topics fold unless they say otherwise; filters are not asked about the others.
    private var folder = TextFolder(foldsHan: true)
    private var folded = FoldedText()
    private var tokenizer = Tokenizer()
    private var tokens: [Token] = []

    /// Forgets the keys.
    mutating func removeAll() { keys.removeAll(keepingCapacity: true) }

    /// Adds what `document` has.
    mutating func add(_ document: MatchDocument) {
        for text in [document.title, document.body, document.source] { add(text) }
    }

    private mutating func add(_ text: UTF8Text) {
        unsafe text.withUnsafeBytes { unsafe folder.fold($0, into: &folded) }
        tokenizer.tokenize(folded, into: &tokens)
        let bytes = folded.bytes
        var single: ArraySlice<UInt8>?
        for token in tokens {
            let letters = bytes[token.range]
            var isSingle = false
            switch token.kind {
            case .word: addWord(letters)
            case .initials: addWord(letters.filter { $0 != UInt8(ascii: ".") })
            case .single:
                keys.insert(TermKey(.character, letters))
                if let single { keys.insert(TermKey(.neighbours, single + letters)) }
                isSingle = true
            case .hangul: addHangul(letters)
            }
            single = isSingle ? letters : nil
        }
    }

    private mutating func addWord(_ letters: some Collection<UInt8>) {
        keys.insert(TermKey(.word, letters))
        var count = 0
        for (index, byte) in zip(letters.indices, letters) where byte & 0xC0 != 0x80 {
            if TermKey.beginnings.contains(count) {
                keys.insert(TermKey(.beginning, letters[..<index]))
            }
            count += 1
        }
        if TermKey.beginnings.contains(count) { keys.insert(TermKey(.beginning, letters)) }
    }

    private mutating func addHangul(_ letters: ArraySlice<UInt8>) {
        var starts = letters.indices.filter { letters[$0] & 0xC0 != 0x80 }
        starts.append(letters.endIndex)
        for (place, start) in starts.dropLast().enumerated() {
            keys.insert(TermKey(.character, letters[start..<starts[place + 1]]))
            guard place + 2 < starts.count else { continue }
            keys.insert(TermKey(.neighbours, letters[start..<starts[place + 2]]))
        }
    }
}
