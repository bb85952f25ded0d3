// SPDX-License-Identifier: Apache-2.0

/// The part of a term by which the automaton finds it: one word, one piece of Hangul, or a row of
/// single characters. The rest of the term is compared where an anchor was found.
struct Anchor: Hashable, Sendable {
    var kind: PatternToken.Kind
    var extent: PatternToken.Extent
    /// The folded letters.
    var bytes: [UInt8]
}

extension TermPattern {
    /// The anchor that should occur least, and which token of the term it starts with.
    ///
    /// As many text tokens stand before it as term tokens, so none before it may share one.
    var anchor: (anchor: Anchor, index: Int) {
        var best = (anchor: candidate(at: 0), index: 0)
        var index = 0
        while index + 1 < tokens.count, !mayBeOneToken(at: index) {
            index += 1
            let other = candidate(at: index)
            if other.rarity > best.anchor.rarity { best = (other, index) }
        }
        return best
    }

    private func candidate(at index: Int) -> Anchor {
        let first = tokens[index]
        var bytes = first.bytes
        if first.kind == .single {
            for next in tokens[(index + 1)...] {
                guard next.kind == .single, next.isTight else { break }
                bytes += next.bytes
            }
        }
        return Anchor(kind: first.kind, extent: first.extent, bytes: bytes)
    }
}

extension Anchor {
    /// Whether it is a word without a star.
    var isWholeWord: Bool { kind == .word && extent == .whole }

    /// A guess at how seldom it occurs: bytes of Latin and of Han or Hangul carry about as much,
    /// what is only a beginning stands for several words, and short words are the common ones.
    var rarity: Int { bytes.count * 2 - (extent == .whole ? 0 : 1) }
}
