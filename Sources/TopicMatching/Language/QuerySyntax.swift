// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// The characters and limits of the query language (QUERY.md section 5).
enum QuerySyntax {
    /// More scalars than this are too long a query.
    static let longest = 65_536
    /// More open parentheses than this are too deep a query.
    static let deepest = 64
    /// NEAR alone, and the largest distance.
    static let usualDistance = 10
    static let largestDistance = 99

    /// Whether `scalar` is White_Space. It is asked of every character of every term, and the
    /// library's look-up was a tenth of building a set of 100,000 terms.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000:
            true
        default: false
        }
    }

    static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{FF02}": true
        default: false
        }
    }

    static func isOpening(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "(" || scalar == "\u{FF08}"
    }

    static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
        scalar == ")" || scalar == "\u{FF09}"
    }

    static func isColon(_ scalar: Unicode.Scalar) -> Bool { scalar == ":" || scalar == "\u{FF1A}" }

    static func isStar(_ scalar: Unicode.Scalar) -> Bool { scalar == "*" || scalar == "\u{FF0A}" }

    static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    /// Whether a word ends before `scalar`.
    static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        isSpace(scalar) || isQuote(scalar) || isOpening(scalar) || isClosing(scalar)
    }

    /// ASCII for a full-width form: `ＡＮＤ` counts as `AND`.
    static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0xFF01...0xFF5E).contains(scalar.value)
            ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    }
}

/// What a field name of a query selects.
enum QueryField {
    case text(MatchField)
    case language

    /// The field called `name`, in any case.
    init?(name: some Sequence<Unicode.Scalar>) {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: name)
        switch String(text).lowercased() {
        case "title": self = .text(.title)
        case "body": self = .text(.body)
        case "source": self = .text(.source)
        case "lang": self = .language
        default: return nil
        }
    }
}

/// A piece of a query or of a list's phrase: scalars, each with its place in the string.
///
/// The two are kept apart because an escaped quote is one scalar from two.
struct QueryText {
    var scalars: [Unicode.Scalar] = []
    var positions: [Int] = []

    mutating func append(_ scalar: Unicode.Scalar, at position: Int) {
        scalars.append(scalar)
        positions.append(position)
    }

    /// The pieces between what ends a word.
    var words: [QueryText] {
        var words: [QueryText] = []
        var word = QueryText()
        for (scalar, position) in zip(scalars, positions) {
            if !QuerySyntax.endsWord(scalar) {
                word.append(scalar, at: position)
            } else if !word.scalars.isEmpty {
                words.append(word)
                word = QueryText()
            }
        }
        if !word.scalars.isEmpty { words.append(word) }
        return words
    }

    /// The scalars from `start` on.
    func dropFirst(_ count: Int) -> QueryText {
        QueryText(
            scalars: Array(scalars.dropFirst(count)), positions: Array(positions.dropFirst(count)))
    }

    var string: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
