// SPDX-License-Identifier: Apache-2.0

/// Which code point of the source each code point of a scalar's value comes from.
///
/// libyaml says where a scalar begins and what its value is, not how the two run side by side:
/// indentation is dropped, lines are folded, escapes are decoded. This walks both (YAML 1.2
/// chapters 7.3 and 8.1) so that an error inside a query is shown where an editor shows it.
struct ScalarAlignment {
    private let source: [Unicode.Scalar]
    private let value: [Unicode.Scalar]
    private let style: YAMLNode.ScalarStyle
    private var index: Int
    private let end: Int
    /// The places found so far, one for each code point of the value.
    private var places: [Int] = []

    /// The places in `source` of the code points of `value` and, as the last, of its end, for a
    /// scalar written with the code points `range`.
    static func places(
        of value: String, style: YAMLNode.ScalarStyle, in source: [Unicode.Scalar],
        range: Range<Int>
    ) -> [Int] {
        var alignment = ScalarAlignment(
            source: source, value: Array(value.unicodeScalars), style: style,
            index: range.lowerBound, end: min(range.upperBound, source.count))
        switch style {
        case .literal, .folded: alignment.walkBlock()
        case .plain: alignment.walkFlow()
        case .singleQuoted, .doubleQuoted:
            alignment.index += 1
            alignment.walkFlow()
        }
        return alignment.finished()
    }

    private init(
        source: [Unicode.Scalar], value: [Unicode.Scalar], style: YAMLNode.ScalarStyle, index: Int,
        end: Int
    ) {
        (self.source, self.value, self.style) = (source, value, style)
        (self.index, self.end) = (index, end)
    }

    private var isDone: Bool { places.count == value.count || index >= end }

    /// The places, completed to one more than the value has code points.
    private func finished() -> [Int] {
        var last = min(index, end)
        // The end of a block scalar is the end of its last line of text.
        if let place = places.last { last = isBreak(place) ? place : min(place + 1, last) }
        return places + Array(repeating: last, count: value.count + 1 - places.count)
    }

    // MARK: - Block scalars

    private mutating func walkBlock() {
        skipLine()
        let indentation = blockIndentation()
        while !isDone {
            var column = 0
            while column < indentation, !isDone, source[index] == " " {
                index += 1
                column += 1
            }
            while !isDone, !isBreak(index) {
                places.append(index)
                index += 1
            }
            takeBreaks(indentation: indentation)
        }
    }

    /// The indentation of a block scalar: what its header says, counted from the text that
    /// follows, else that of the first line that is not blank.
    private func blockIndentation() -> Int {
        var probe = index
        var column = 0
        while probe < end {
            switch source[probe] {
            case " ": column += 1
            case "\n", "\r": column = 0
            default: return min(column, column - leadingSpaces)
            }
            probe += 1
        }
        return 0
    }

    /// The spaces that the value's first line of text begins with: part of the text where the
    /// header names the indentation.
    private var leadingSpaces: Int {
        let text = value.drop { $0 == "\n" }
        return text.prefix { $0 == " " }.count
    }

    // MARK: - Plain and quoted scalars

    private mutating func walkFlow() {
        while !isDone {
            let scalar = source[index]
            if isBreak(index) || startsTrailingBlanks() {
                takeBreaks(indentation: nil)
            } else if style == .doubleQuoted, scalar == "\\" {
                takeEscape()
            } else {
                places.append(index)
                index += style == .singleQuoted && scalar == "'" ? 2 : 1
            }
        }
    }

    /// Whether only blanks stand between here and the end of the line: they are folded away.
    private func startsTrailingBlanks() -> Bool {
        var probe = index
        while probe < end, source[probe] == " " || source[probe] == "\t" { probe += 1 }
        return probe > index && probe < end && isBreak(probe)
    }

    private mutating func takeEscape() {
        let width: Int
        switch index + 1 < end ? source[index + 1] : " " {
        case "x": width = 4
        case "u": width = 6
        case "U": width = 10
        case "\n", "\r":
            // An escaped line break is nothing, and so are the blanks after it.
            index += 1
            skipLine()
            skipBlanks()
            return
        default: width = 2
        }
        places.append(index)
        index += width
    }

    // MARK: - Line breaks

    /// Takes the line breaks here. The value says how many of them it has kept: one space or none
    /// for a folded break, else line feeds.
    private mutating func takeBreaks(indentation: Int?) {
        var breaks: [Int] = []
        if indentation == nil { skipBlanks() }
        while index < end, isBreak(index) {
            breaks.append(index)
            skipLine()
            guard let indentation else {
                skipBlanks()
                continue
            }
            guard isBlankLine(within: indentation) else { break }
            skipBlanks()
        }
        guard let first = breaks.first, places.count < value.count else { return }
        if value[places.count] == " " {
            places.append(first)
            return
        }
        // Where folding dropped one of several, it is the first.
        let kept = value[places.count...].prefix { $0 == "\n" }.count
        places += breaks.suffix(min(kept, breaks.count))
    }

    /// Whether the line that begins here has no more than the indentation, and is not the last.
    private func isBlankLine(within indentation: Int) -> Bool {
        var probe = index
        while probe < end, source[probe] == " ", probe - index < indentation { probe += 1 }
        return probe < end && isBreak(probe)
    }

    private func isBreak(_ index: Int) -> Bool {
        index < source.count && (source[index] == "\n" || source[index] == "\r")
    }

    private mutating func skipBlanks() {
        while index < end, source[index] == " " || source[index] == "\t" { index += 1 }
    }

    /// Goes past the next line break.
    private mutating func skipLine() {
        while index < end, !isBreak(index) { index += 1 }
        if index + 1 < end, source[index] == "\r", source[index + 1] == "\n" { index += 1 }
        index += 1
    }
}
