// SPDX-License-Identifier: Apache-2.0

import Text

/// What changed between two versions of a text, word by word: `the [-old-] {+new+} words`.
enum WordDifference {
    /// The lines of the difference; what is the same is shown a few words around each change.
    static func text(from old: String, to new: String, on terminal: Terminal) -> String {
        let before = words(of: CleanText.lines(old))
        let after = words(of: CleanText.lines(new))
        guard before.count + after.count <= wordsMax else {
            return "rewritten: \(before.count) words before, \(after.count) now"
        }
        return render(pieces(from: before, to: after), on: terminal)
    }

    /// The most words of both versions that are compared: Myers' algorithm takes a time that grows
    /// with words times changes.
    private static let wordsMax = 20_000
    /// How many words are shown on either side of a change.
    private static let context = 8

    private enum Piece {
        case same([Substring])
        case removed([Substring])
        case added([Substring])
    }

    /// Runs of white space and of anything else, in which each CJK character is a word by itself.
    static func words(of text: String) -> [Substring] {
        var words: [Substring] = []
        var start = text.startIndex
        var previousKind = -1
        for index in text.unicodeScalars.indices {
            let kind = kind(of: text.unicodeScalars[index])
            if index > start, kind != previousKind || kind == 2 {
                words.append(text[start..<index])
                start = index
            }
            previousKind = kind
        }
        if start < text.endIndex { words.append(text[start...]) }
        return words
    }

    /// 0 white space, 1 a letter or sign, 2 a character of a script without spaces.
    private static func kind(of scalar: Unicode.Scalar) -> Int {
        if scalar.properties.isWhitespace { return 0 }
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x3FFFF:
            return 2
        default: return 1
        }
    }

    private static func pieces(from old: [Substring], to new: [Substring]) -> [Piece] {
        var (removed, inserted) = (Set<Int>(), Set<Int>())
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var pieces: [Piece] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            var (gone, come, same) = ([Substring](), [Substring](), [Substring]())
            while i < old.count, removed.contains(i) {
                gone.append(old[i])
                i += 1
            }
            while j < new.count, inserted.contains(j) {
                come.append(new[j])
                j += 1
            }
            while i < old.count, j < new.count, !removed.contains(i), !inserted.contains(j) {
                same.append(new[j])
                (i, j) = (i + 1, j + 1)
            }
            if !gone.isEmpty { pieces.append(.removed(gone)) }
            if !come.isEmpty { pieces.append(.added(come)) }
            if !same.isEmpty { pieces.append(.same(same)) }
        }
        return pieces
    }

    private static func render(_ pieces: [Piece], on terminal: Terminal) -> String {
        var text = ""
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .removed(let words):
                text += terminal.styled("[-\(words.joined())-]", .red)
            case .added(let words):
                text += terminal.styled("{+\(words.joined())+}", .green)
            case .same(let words):
                let head = index == 0 ? [] : words.prefix(context)
                let tail =
                    index == pieces.count - 1 ? [] : words.dropFirst(head.count).suffix(context)
                let isShortened = head.count + tail.count < words.count
                text += head.joined() + (isShortened ? " … " : "") + tail.joined()
            }
        }
        return text
    }
}
