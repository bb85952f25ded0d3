// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// Cuts text into words and sentences. Keeps its buffers from text to text.
struct WordScanner: Sendable {
    private var folder = TextFolder(foldsHan: true)
    private var folded = FoldedText()
    private let calendar = CalendarWords.all

    /// The words of `text`, folded as topics fold it with all Han variants one; a URL is one word,
    /// which has its canonical form, so that tracking parameters make no difference.
    mutating func words(of text: UTF8Text) -> WordList {
        var list = WordList()
        guard !text.isEmpty else { return list }
        unsafe text.withUnsafeBytes { unsafe folder.fold($0, into: &folded) }
        list.words.reserveCapacity(folded.count / 4)
        unsafe folded.withUnsafeBytes { unsafe cut($0, into: &list) }
        list.endSentence()
        return list
    }

    /// Cuts `text`, behind which `FoldedText.slack` zero bytes can be read.
    private func cut(_ text: UnsafeBufferPointer<UInt8>, into list: inout WordList) {
        guard let bytes = text.baseAddress else { return }
        var index = 0
        while index < text.count {
            if unsafe bytes[index] == 0x20 {
                index &+= 1
                continue
            }
            if let end = unsafe shortWord(bytes, from: index, into: &list) {
                index = end
                continue
            }
            let (scalar, length) = unsafe Self.scalar(text, at: index)
            switch CharacterClass(scalar) {
            case .separator:
                if unsafe Self.endsSentence(scalar, text, after: index &+ length) {
                    list.endSentence()
                }
                index &+= length
            case .character:
                let hash = Hash64.mix(UInt64(scalar) ^ 0x9e37_79b9_7f4a_7c15, 0xe703_7ed1_a0b4_28db)
                list.words.append(Word(hash: hash, flags: Word.character))
                index &+= length
            case .hangul:
                index = unsafe run(of: .hangul, text, from: index, into: &list)
            case .letter:
                if let end = unsafe Self.url(text, at: index) {
                    let url = unsafe UTF8Text(utf8: Array(text[index..<end]))
                    let hash = Hash64(CanonicalURL(url)?.text ?? url, seed: 0).value
                    list.words.append(Word(hash: hash, flags: 0))
                    index = end
                } else {
                    index = unsafe run(of: .letter, text, from: index, into: &list)
                }
            }
        }
    }

    /// Appends a word of up to seven ASCII letters and digits that starts at `start`, and gives
    /// where it ends: nine words of ten in English, without a look at what else a word may be.
    @inline(__always) private func shortWord(
        _ bytes: UnsafePointer<UInt8>, from start: Int, into list: inout WordList
    ) -> Int? {
        var end = start
        var hasDigit = false
        while unsafe CharacterClass.ofASCII(bytes[end]) == .letter {
            hasDigit = unsafe hasDigit || bytes[end] < 0x3A
            end &+= 1
        }
        let count = end &- start
        // The zero bytes behind the text end the loop and make the load a valid one. What follows
        // must not continue the word, nor make it a possessive or the scheme of a URL.
        guard count &- 1 < 7, count > 0, unsafe bytes[end] < 0x80,
            unsafe bytes[end] != UInt8(ascii: "'"), unsafe bytes[end] != UInt8(ascii: ":")
        else { return nil }
        let loaded = unsafe UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt64.self)
        let word = UInt64(littleEndian: loaded) & (1 << UInt64(count &* 8) &- 1)
        append(Hash64.hash(short: word, count: count, seed: 0), count, hasDigit, into: &list)
        return end
    }

    /// Appends a word of `scalars` letters and digits.
    @inline(__always) private func append(
        _ hash: UInt64, _ scalars: Int, _ hasDigit: Bool, into list: inout WordList
    ) {
        var flags = hasDigit ? Word.numeral : 0
        if scalars >= 4 { flags |= Word.key }
        if scalars <= 9, !hasDigit, let full = calendar.fullName(hash) {
            list.words.append(Word(hash: full, flags: Word.numeral))
        } else {
            list.words.append(Word(hash: hash, flags: flags))
        }
    }

    /// Appends the word that starts at `start`, and gives where it ends, a possessive `'s` with it.
    private func run(
        of wanted: CharacterClass, _ text: UnsafeBufferPointer<UInt8>, from start: Int,
        into list: inout WordList
    ) -> Int {
        var index = start
        var scalars = 0
        var hasDigit = false
        while index < text.count {
            let byte = unsafe text[index]
            if byte < 0x80 {
                guard wanted == .letter, CharacterClass.ofASCII(byte) == .letter else { break }
                hasDigit = hasDigit || byte &- 0x30 < 10
                index &+= 1
            } else {
                let (scalar, length) = unsafe Self.scalar(text, at: index)
                guard CharacterClass(scalar) == wanted else { break }
                index &+= length
            }
            scalars &+= 1
        }
        let hash = unsafe Self.hash(of: UnsafeBufferPointer(rebasing: text[start..<index]))
        append(hash, wanted == .hangul ? max(4, scalars) : scalars, hasDigit, into: &list)
        return unsafe Self.afterPossessive(text, at: index)
    }

    /// The hash of a word of folded text.
    @inline(__always) static func hash(of word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        unsafe Hash64.hash(word, seed: 0)
    }

    /// The hash of a word that is as folding leaves it.
    static func hash(of word: UTF8Text) -> UInt64 {
        unsafe word.withUnsafeBytes { unsafe hash(of: $0) }
    }

    /// Where to go on at `index`: behind an `'s` that is followed by no letter, else there.
    private static func afterPossessive(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard index &+ 1 < text.count, unsafe text[index] == UInt8(ascii: "'"),
            unsafe text[index &+ 1] == UInt8(ascii: "s")
        else { return index }
        let end = index &+ 2
        if end == text.count { return end }
        return CharacterClass(unsafe scalar(text, at: end).value) == .separator ? end : index
    }

    /// Where the URL ends that starts at `start`: at white space or what is not ASCII.
    private static func url(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        guard unsafe text[start] == UInt8(ascii: "h"), start &+ 8 < text.count else { return nil }
        let rest = unsafe text[start...]
        guard unsafe rest.starts(with: "http://".utf8) || rest.starts(with: "https://".utf8) else {
            return nil
        }
        return unsafe rest.firstIndex { $0 <= 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: "\"") }
            ?? text.count
    }

    /// Whether `scalar` ends a sentence: a line feed, an ideographic full stop, `!` and `?`, and a
    /// full stop before white space.
    private static func endsSentence(
        _ scalar: UInt32, _ text: UnsafeBufferPointer<UInt8>, after index: Int
    ) -> Bool {
        switch scalar {
        case 0x0A, 0x3002, 0x21, 0x3F: true
        case 0x2E where index < text.count: unsafe text[index] <= 0x20
        default: false
        }
    }

    /// The scalar at `index` of valid UTF-8, and its length. A cut one is a replacement character.
    @inline(__always) private static func scalar(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (value: UInt32, length: Int) {
        let first = unsafe UInt32(text[index])
        if first < 0x80 { return (first, 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard index &+ length <= text.count else { return (0xFFFD, text.count &- index) }
        var value = first & (0x7F >> UInt32(length))
        for offset in 1..<length {
            value = unsafe value << 6 | UInt32(text[index &+ offset]) & 0x3F
        }
        return (value, length)
    }
}
