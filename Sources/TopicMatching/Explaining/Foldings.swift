// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// Finds the words that folding changed.
enum Foldings {
    /// More are not listed.
    private static let most = 50

    /// The words of `document`, as `scan` has it, that folding changed by more than case.
    static func words(
        of document: MatchDocument, in scan: inout GroupScan
    ) -> [Explanation.Folding] {
        var words: [Explanation.Folding] = []
        var seen: Set<Explanation.Folding> = []
        for (field, text) in [document.title, document.body].enumerated() {
            let original = Array(text.string.unicodeScalars)
            let folded = scan.fields[field]
            var offsets = OriginalOffsets(folded)
            var end = 0
            for token in scan.tokens(of: field) {
                let range = offsets.original(of: token.range)
                // Single characters follow each other: what one cluster became is one word.
                guard words.count < most, range.lowerBound >= end,
                    range.upperBound <= original.count
                else { continue }
                end = range.upperBound
                let word = self.word(original[range], token, in: folded)
                guard let word, seen.insert(word).inserted else { continue }
                words.append(word)
            }
        }
        return words
    }

    private static func word(
        _ original: ArraySlice<Unicode.Scalar>, _ token: Token, in folded: FoldedText
    ) -> Explanation.Folding? {
        var bytes = unsafe folded.withUnsafeBytes { unsafe Array($0[token.range]) }
        if token.kind == .initials { bytes.removeAll { $0 == UInt8(ascii: ".") } }
        let after = String(decoding: bytes, as: UTF8.self)
        let before = String(String.UnicodeScalarView(original))
        let lowered = before.lowercased()
        // As scalars: strings that are canonically equal would be the same.
        guard !lowered.unicodeScalars.elementsEqual(after.unicodeScalars) else { return nil }
        return Explanation.Folding(original: before, folded: after)
    }
}
