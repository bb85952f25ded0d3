// SPDX-License-Identifier: Apache-2.0

/// One pass over HTML that writes its plain text through a cursor.
///
/// The buffers are the caller's and stay in place while the scanner lives; `out` has room for
/// `capacity(for:)` bytes, which covers the worst expansion and a lane of slack, since runs
/// of text are copied a lane at a time.
@safe struct HTMLTextScanner {
    let input: UnsafeBufferPointer<UInt8>
    let out: UnsafeMutablePointer<UInt8>
    var index = 0
    var written = 0
    /// What has to stand before the next text.
    private var gap = Gap.none
    /// How many `pre` elements are open.
    private var preformatted = 0

    /// White space that is due, the larger one winning.
    private enum Gap: UInt8 {
        case none, space, line, paragraph
    }

    init(_ input: UnsafeBufferPointer<UInt8>, out: UnsafeMutablePointer<UInt8>) {
        unsafe self.input = unsafe input
        unsafe self.out = unsafe out
    }

    /// The most bytes that `count` bytes of HTML become: two bytes of a C1 character may become
    /// three, the five of `&nGt;` six.
    static func capacity(for count: Int) -> Int { count + count / 2 + 48 }

    /// Writes the text and gives its length.
    mutating func run() -> Int {
        while unsafe index < input.count {
            let byte = unsafe input[index]
            switch byte {
            case UInt8(ascii: "<"): markup()
            case UInt8(ascii: "&"): reference()
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: whiteSpace(byte)
            case 0x00...0x1F, 0x7F: index += 1
            case 0xC2: latin()
            default: literal()
            }
        }
        trim(lines: true)
        return written
    }

    // MARK: - Text

    /// Copies text up to the next byte that needs a look, at least one byte.
    private mutating func literal() {
        fillGap()
        guard let source = unsafe input.baseAddress else { return }
        let end = unsafe input.count
        unsafe out[written] = unsafe source[index]
        var from = index + 1
        var to = written + 1
        while from + 17 <= end {
            let lane = unsafe UnsafeRawPointer(source + from).loadUnaligned(as: Lane.self)
            let next = unsafe UnsafeRawPointer(source + from + 1).loadUnaligned(as: Lane.self)
            unsafe UnsafeMutableRawPointer(out + to).storeBytes(of: lane, as: Lane.self)
            if Self.mayStop(in: lane, next: next) { break }
            from += 16
            to += 16
        }
        while from + 9 <= end {
            let word = unsafe UnsafeRawPointer(source + from).loadUnaligned(as: UInt64.self)
            let next = unsafe UnsafeRawPointer(source + from + 1).loadUnaligned(as: UInt64.self)
            unsafe UnsafeMutableRawPointer(out + to).storeBytes(of: word, as: UInt64.self)
            let stops = Self.stops(in: word, next: next)
            if stops != 0 {
                let plain = stops.trailingZeroBitCount >> 3
                index = from + plain
                written = to + plain
                return
            }
            from += 8
            to += 8
        }
        while from < end, unsafe !Self.needsLook(source[from]) {
            unsafe out[to] = unsafe source[from]
            from += 1
            to += 1
        }
        index = from
        written = to
    }

    private typealias Lane = SIMD16<UInt8>

    /// Whether a byte of `lane` needs a look; `next` is the lane one byte on.
    @inline(__always)
    private static func mayStop(in lane: Lane, next: Lane) -> Bool {
        // Vectors on both sides: with a scalar the comparison is done byte by byte.
        let space = Lane(repeating: 0x20)
        let marks =
            (lane .== Lane(repeating: 0x3C)) .| (lane .== Lane(repeating: 0x26))
            .| (lane .== Lane(repeating: 0xC2)) .| (lane .== Lane(repeating: 0x7F))
        let found = marks .| (lane .< space) .| ((lane .== space) .& (next .== space))
        // `any` is a call that folds the lanes one by one; a mask is all ones or zeros.
        let words = unsafe unsafeBitCast(found, to: SIMD2<UInt64>.self)
        return words[0] | words[1] != 0
    }

    /// The high bit of each byte of `word` that needs a look; the lowest one set is exact, those
    /// above it may not be. `next` is the word one byte on, to see two spaces in a row.
    @inline(__always)
    private static func stops(in word: UInt64, next: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        @inline(__always) func zeros(_ value: UInt64) -> UInt64 { (value &- ones) & ~value }
        let marks =
            zeros(word ^ (ones &* 0x3C)) | zeros(word ^ (ones &* 0x26))
            | zeros(word ^ (ones &* 0xC2))
        let spaces = zeros(word ^ (ones &* 0x20)) & zeros(next ^ (ones &* 0x20))
        let controls = (word &- ones &* 0x20) & ~word | (word &+ ones) & ~word
        return (marks | spaces | controls) & high
    }

    private static func needsLook(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x3C || byte == 0x26 || byte == 0xC2 || byte == 0x7F
    }

    /// A character of Latin-1; C1 characters are windows-1252's, wrongly decoded.
    private mutating func latin() {
        let second = unsafe index + 1 < input.count ? input[index + 1] : 0xA0
        if second >= 0xA0 {
            literal()
        } else {
            write(UInt32(second))
            index += 2
        }
    }

    private mutating func reference() {
        fillGap()
        let rest = unsafe UnsafeBufferPointer(rebasing: input[index...])
        guard
            let (length, count) = unsafe CharacterReference.decode(
                rest, in: .text, into: out + written)
        else { return literal() }
        index += length
        // References to white space are white space.
        if count == 1, unsafe out[written] <= 0x20 {
            return note(.space)
        }
        written += count
    }

    private mutating func whiteSpace(_ byte: UInt8) {
        index += 1
        guard preformatted > 0 else { return note(.space) }
        fillGap()
        if byte != 0x0D {
            unsafe out[written] = byte
            written += 1
        }
    }

    private mutating func write(_ scalar: UInt32) {
        fillGap()
        if let meant = CharacterReference.meaning(of: scalar) {
            unsafe written += UTF8Encoding.write(meant, to: out + written)
        }
    }

    // MARK: - Gaps

    private mutating func note(_ wanted: Gap) {
        if wanted.rawValue > gap.rawValue { gap = wanted }
    }

    private mutating func lineBreak() {
        gap = gap.rawValue >= Gap.line.rawValue ? .paragraph : .line
    }

    /// Writes the white space that is due before text.
    @inline(__always)
    private mutating func fillGap() {
        if gap != .none { writeGap() }
    }

    private mutating func writeGap() {
        defer { gap = .none }
        switch gap {
        case .none: return
        case .space:
            if written > 0, unsafe out[written - 1] > 0x20 {
                unsafe out[written] = 0x20
                written += 1
            }
        case .line, .paragraph:
            trim(lines: gap == .paragraph)
            guard written > 0 else { return }
            for _ in 0..<(gap == .paragraph ? 2 : 1) {
                unsafe out[written] = 0x0A
                written += 1
            }
        }
    }

    /// Takes white space at the end back, that in lines or all of it.
    private mutating func trim(lines: Bool) {
        while written > 0, unsafe out[written - 1] <= 0x20,
            unsafe lines || out[written - 1] != 0x0A
        {
            written -= 1
        }
    }

    // MARK: - Markup

    /// A tag, a comment or a declaration; a `<` that opens none of them is text.
    private mutating func markup() {
        let end = unsafe input.count
        let next = unsafe index + 1 < end ? input[index + 1] : 0
        switch next {
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            if let after = unsafe HTMLTokenizer.declaration(at: index, in: input) {
                index = after
            } else if let cdata = unsafe HTMLTokenizer.cdata(at: index, in: input) {
                // Its content is text: the marks are stepped over, here and at the end.
                index = cdata
            } else {
                literal()
            }
        default:
            guard let tag = unsafe HTMLTokenizer.tag(at: index, in: input) else {
                return literal()
            }
            index = tag.end
            apply(tag)
        }
    }

    private mutating func apply(_ tag: HTMLTokenizer.Tag) {
        switch tag.element {
        case .inline: break
        case .lineBreak: lineBreak()
        case .block: note(.paragraph)
        case .preformatted:
            note(.paragraph)
            preformatted = max(0, preformatted + (tag.isEnd ? -1 : 1))
            if !tag.isEnd, unsafe index < input.count, unsafe input[index] == 0x0A {
                index += 1
            }
        case .raw, .template:
            if !tag.isEnd { unsafe index = HTMLTokenizer.end(of: tag, in: input) }
        }
    }
}
