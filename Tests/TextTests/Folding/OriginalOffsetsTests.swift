// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@testable import Text

@Suite struct OriginalOffsetsTests {
    /// Each folded scalar with the original scalars that it came from.
    @Test(arguments: [
        ("abc", [0..<1, 1..<2, 2..<3]),
        ("a\u{AD}b", [0..<1, 2..<3]),
        ("\u{FEFF}a", [1..<2]),
        ("a\u{200B}", [0..<1]),
        ("xｶﾞx", [0..<1, 1..<3, 3..<4]),
        ("か\u{200B}\u{3099}き", [0..<3, 3..<4]),
        ("㈱北", [0..<1, 0..<1, 0..<1, 1..<2]),
        ("ß’é", [0..<1, 0..<1, 1..<2, 2..<3]),
        ("e\u{301}\u{323}f", [0..<3, 3..<4]),
        ("か\u{301}x", [0..<2, 0..<2, 2..<3]),
        ("\u{1112}\u{1161}\u{11AB}국", [0..<3, 3..<4]),
        ("🚀🚀x", [0..<1, 1..<2, 2..<3]),
        ("葛\u{FE00}\u{FE01}飾", [0..<1, 3..<4]),
        ("…\u{AD}\u{AD}．", [0..<1, 0..<1, 0..<1, 3..<4]),
    ])
    func eachScalarKnowsItsOrigin(_ text: String, _ expected: [Range<Int>]) {
        #expect(origins(of: text, foldsHan: true) == expected)
    }

    /// On random text: the origins cover every scalar that is not deleted, in order, and a part of
    /// the folded text is found in the folded form of the part of the original it came from.
    @Test func offsetsGoThereAndBack() {
        var random = SeededText(seed: 11)
        for _ in 0..<800 {
            let text = random.text()
            let scalars = Array(text.unicodeScalars)
            let origins = origins(of: text, foldsHan: true)
            var covered = IndexSet()
            for (one, next) in zip(origins, origins.dropFirst()) {
                #expect(one == next || one.upperBound <= next.lowerBound)
            }
            for origin in origins { covered.insert(integersIn: origin) }
            let visible = IndexSet(
                scalars.indices.filter { !TextFolder.deletes(scalars[$0]) })
            // Marks that are dropped belong to the letter they stood on, so none is missing; but
            // marks may be dropped alone, where a cluster of over 128 was cut.
            #expect(covered.isSuperset(of: visible), "\(scalars)")
            #expect(covered.last ?? -1 < scalars.count)
            checkParts(text, scalars, origins)
        }
    }

    private func checkParts(_ text: String, _ scalars: [Unicode.Scalar], _ origins: [Range<Int>]) {
        let folded = Array(fold(text).unicodeScalars)
        #expect(folded.count == origins.count)
        for start in stride(from: 0, to: folded.count, by: 3) {
            let end = min(start + 5, folded.count)
            let origin = origins[start].lowerBound..<origins[end - 1].upperBound
            var part = String.UnicodeScalarView()
            part.append(contentsOf: scalars[origin])
            var wanted = String.UnicodeScalarView()
            wanted.append(contentsOf: folded[start..<end])
            let back = fold(String(part))
            #expect(
                Array(back.utf8).firstRange(of: Array(String(wanted).utf8)) != nil, "\(scalars)")
        }
    }

    @Test func rangesAreFoundInAnyOrder() {
        let folded = folded("a\u{AD}b㈱c\u{AD}…d")
        let string = String(decoding: folded.bytes, as: UTF8.self)
        #expect(string == "ab(株)c...d")
        var offsets = OriginalOffsets(folded)
        #expect(offsets.original(of: 0..<2) == 0..<3)
        #expect(offsets.original(of: 7..<8) == 4..<5)
        #expect(offsets.original(of: 11..<12) == 7..<8)
        #expect(offsets.original(of: 1..<3) == 2..<4)
        #expect(offsets.original(of: 0..<12) == 0..<8)
    }

    private func origins(of text: String, foldsHan: Bool) -> [Range<Int>] {
        let folded = folded(text)
        var offsets = OriginalOffsets(folded)
        var origins: [Range<Int>] = []
        var start = 0
        for scalar in String(decoding: folded.bytes, as: UTF8.self).unicodeScalars {
            let end = start + String(Character(scalar)).utf8.count
            origins.append(offsets.original(of: start..<end))
            start = end
        }
        return origins
    }

    private func folded(_ text: String) -> FoldedText {
        var folder = TextFolder(foldsHan: true)
        return unsafe UTF8Text(text).withUnsafeBytes { unsafe folder.fold($0) }
    }

    private func fold(_ text: String) -> String {
        String(decoding: folded(text).bytes, as: UTF8.self)
    }
}
