// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// The loop that cuts folded text into words.
///
/// Invariant: the pointers are valid as long as it lives, behind the text 16 bytes can be read, and
/// there is room for a word for every two bytes of it and two more.
@safe struct WordCutter: ~Copyable {
    private let text: UnsafeBufferPointer<UInt8>
    private let maps: ByteClasses.Maps
    private let output: UnsafeMutableBufferPointer<Word>
    private let calendar = CalendarWords.all
    private var count = 0
    private var sentenceEnds: [Int] = []

    init(
        text: UnsafeBufferPointer<UInt8>, maps: ByteClasses.Maps,
        output: UnsafeMutableBufferPointer<Word>
    ) {
        unsafe self.text = unsafe text
        self.maps = maps
        unsafe self.output = unsafe output
    }

    /// What was cut.
    var list: WordList {
        let words = unsafe Array(output[..<count])
        return WordList(words: words, sentenceEnds: sentenceEnds)
    }

    /// Cuts the text.
    mutating func cut() {
        var index = 0
        while unsafe index < text.count {
            let words = maps.words.at(index)
            let gap = (words | maps.others.at(index)).trailingZeroBitCount
            let passed = min(gap, ByteClasses.BitMap.window)
            if maps.ends.at(index) & (1 &<< UInt64(passed) &- 1) != 0 { endSentence() }
            index &+= passed
            if passed < gap { continue }
            let length = (~(words &>> UInt64(gap))).trailingZeroBitCount
            if length == 0 {
                index = character(at: index)
            } else if length < 16, gap &+ length < ByteClasses.BitMap.window,
                endsWord(at: index &+ length)
            {
                append(at: index, length)
                index &+= length
            } else {
                index = word(at: index)
            }
        }
        endSentence()
    }

    /// Whether the byte at `index`, after ASCII letters, neither goes on with the word, nor makes
    /// it a possessive or the scheme of a URL.
    @inline(__always) private func endsWord(at index: Int) -> Bool {
        // The byte behind the text is zero, and not one of the buffer's.
        let byte = unsafe text.baseAddress.map { unsafe $0[index] } ?? 0
        return byte < 0x80 && byte != UInt8(ascii: "'") && byte != UInt8(ascii: ":")
    }

    /// Appends the word of `length` < 16 ASCII letters and digits at `index`. Hashed without a
    /// branch on its length, to what `Hash64` makes of it.
    @inline(__always) private mutating func append(at index: Int, _ length: Int) {
        let first = load(at: index)
        let last = load(at: index &+ 8)
        let isLong = length >= 8
        let mask = (1 &<< UInt64((length & 7) &* 8)) &- 1 as UInt64
        let tail = (isLong ? last : first) & mask
        let hash = Hash64.hash(isLong ? first : nil, tail: tail, count: length)
        // Letters have this bit, digits have not.
        let digits = ((isLong ? ~first : 0) | (~tail & mask)) & 0x4040_4040_4040_4040
        append(hash, length, digits != 0)
    }

    @inline(__always) private func load(at index: Int) -> UInt64 {
        guard let start = unsafe text.baseAddress else { return 0 }
        let word = unsafe UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)
        return UInt64(littleEndian: word)
    }

    /// Appends a word of `scalars` letters and digits.
    @inline(__always) private mutating func append(
        _ hash: UInt64, _ scalars: Int, _ hasDigit: Bool
    ) {
        if scalars <= 9, !hasDigit, calendar.mayHave(hash),
            let full = calendar.fullName(hash)
        {
            append(Word(hash: full, flags: Word.numeral))
        } else {
            append(
                Word(
                    hash: hash,
                    flags: (hasDigit ? Word.numeral : 0) | (scalars >= 4 ? Word.key : 0)))
        }
    }

    @inline(__always) private mutating func append(_ word: Word) {
        precondition(unsafe count < output.count)
        unsafe output[count] = word
        count &+= 1
    }

    /// Ends a sentence after the last word, unless it has none.
    private mutating func endSentence() {
        if count > sentenceEnds.last ?? 0 { sentenceEnds.append(count) }
    }

    /// Takes the character beyond ASCII at `index`, and the word that it begins.
    private mutating func character(at index: Int) -> Int {
        let (scalar, length) = scalar(at: index)
        switch CharacterClass(scalar) {
        case .separator:
            // The ideographic full stop; those of ASCII are found beforehand.
            if scalar == 0x3002 { endSentence() }
            return index &+ length
        case .character:
            let hash = Hash64.mix(UInt64(scalar) ^ 0x9e37_79b9_7f4a_7c15, 0xe703_7ed1_a0b4_28db)
            append(Word(hash: hash, flags: Word.character))
            return index &+ length
        case .hangul:
            return run(of: .hangul, from: index)
        case .letter:
            return run(of: .letter, from: index)
        }
    }

    /// Takes the word at `start`, which begins with an ASCII letter or digit and may be a URL.
    private mutating func word(at start: Int) -> Int {
        guard let end = url(at: start) else { return run(of: .letter, from: start) }
        let url = unsafe UTF8Text(utf8: Array(text[start..<end]))
        let hash = Hash64(CanonicalURL(url)?.text ?? url, seed: 0).value
        append(Word(hash: hash, flags: 0))
        return end
    }

    /// Appends the word that starts at `start`, and gives where it ends, a possessive `'s` with it.
    private mutating func run(of wanted: CharacterClass, from start: Int) -> Int {
        var index = start
        var scalars = 0
        var hasDigit = false
        while unsafe index < text.count {
            let (scalar, length) = scalar(at: index)
            guard CharacterClass(scalar) == wanted else { break }
            hasDigit = hasDigit || scalar &- 0x30 < 10
            index &+= length
            scalars &+= 1
        }
        let hash = unsafe Hash64.hash(UnsafeBufferPointer(rebasing: text[start..<index]), seed: 0)
        append(hash, wanted == .hangul ? max(4, scalars) : scalars, hasDigit)
        return afterPossessive(at: index)
    }

    /// Where to go on at `index`: behind an `'s` that is followed by no letter, else there.
    private func afterPossessive(at index: Int) -> Int {
        guard unsafe index &+ 1 < text.count, unsafe text[index] == UInt8(ascii: "'"),
            unsafe text[index &+ 1] == UInt8(ascii: "s")
        else { return index }
        let end = index &+ 2
        if unsafe end == text.count { return end }
        return CharacterClass(scalar(at: end).value) == .separator ? end : index
    }

    /// Where the URL ends that starts at `start`: at white space or what is not ASCII.
    private func url(at start: Int) -> Int? {
        guard unsafe text[start] == UInt8(ascii: "h"), unsafe start &+ 8 < text.count else {
            return nil
        }
        let rest = unsafe text[start...]
        guard unsafe rest.starts(with: "http://".utf8) || rest.starts(with: "https://".utf8) else {
            return nil
        }
        return unsafe rest.firstIndex { $0 <= 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: "\"") }
            ?? text.count
    }

    /// The scalar at `index` of valid UTF-8, and its length. A cut one is a replacement character.
    @inline(__always) private func scalar(at index: Int) -> (value: UInt32, length: Int) {
        let first = unsafe UInt32(text[index])
        if first < 0x80 { return (first, 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard unsafe index &+ length <= text.count else {
            return unsafe (0xFFFD, text.count &- index)
        }
        var value = first & (0x7F >> UInt32(length))
        for offset in 1..<length {
            value = unsafe value << 6 | UInt32(text[index &+ offset]) & 0x3F
        }
        return (value, length)
    }
}
