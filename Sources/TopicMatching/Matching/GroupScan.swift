// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// A document as the topics of one group see it: folded, scanned, and cut into tokens where
/// something was found. It is scratch memory, used again for every document.
struct GroupScan: Sendable {
    let group: TopicGroup
    private(set) var fields = [FoldedText](repeating: FoldedText(), count: fieldCount)
    private var tokens = [[Token]](repeating: [], count: fieldCount)
    private var hasTokens = [Bool](repeating: false, count: fieldCount)
    private var folder: TextFolder
    private var tokenizer = Tokenizer()
    private let scanner: TermScanner
    private var hits: [TermAutomaton.Hit] = []
    /// The hits of each anchor as a list through `following`; −1 ends it. The lists of anchors
    /// that were not seen in this document are empty.
    private var heads: [Int32]
    private var tails: [Int32]
    private var following: [Int32] = []
    /// The anchors that were seen, in the order of the document.
    private(set) var seen: [Int] = []
    /// For each term, its occurrences among `occurrences`, if they were looked for.
    private var found: [Range<Int>?]
    private var searched: [Int] = []
    private var occurrences: [Occurrence] = []

    static let fieldCount = MatchField.allCases.count

    /// Scratch memory for the topics of `group`.
    init(_ group: TopicGroup) {
        self.group = group
        folder = TextFolder(foldsHan: group.foldsHan)
        scanner = TermScanner(group.automaton)
        heads = [Int32](repeating: -1, count: group.terms.anchors.count)
        tails = heads
        found = [Range<Int>?](repeating: nil, count: group.terms.terms.count)
    }

    /// Folds and scans `document`.
    mutating func load(_ document: MatchDocument) {
        forget()
        let texts = [
            document.title, document.body, group.usesSource ? document.source : UTF8Text(),
        ]
        for (field, text) in texts.enumerated() where !(text.isEmpty && fields[field].isEmpty) {
            unsafe text.withUnsafeBytes { unsafe folder.fold($0, into: &fields[field]) }
            unsafe fields[field].withUnsafeBytes {
                unsafe scanner.scan($0, field: UInt32(field), into: &hits)
            }
        }
        for index in hits.indices { link(Int32(index)) }
    }

    /// What is kept for the next document, at most: one huge document must not cost its memory
    /// for good.
    private static let mostKept = 1 << 20

    private mutating func forget() {
        for anchor in seen { heads[anchor] = -1 }
        seen.removeAll(keepingCapacity: true)
        for term in searched { found[term] = nil }
        searched.removeAll(keepingCapacity: true)
        Self.empty(&hits)
        Self.empty(&following)
        Self.empty(&occurrences)
        for field in hasTokens.indices {
            hasTokens[field] = false
            Self.empty(&tokens[field])
            if fields[field].capacity > Self.mostKept { fields[field] = FoldedText() }
        }
    }

    private static func empty<Element>(_ list: inout [Element]) {
        let bytes = list.capacity * MemoryLayout<Element>.stride
        list.removeAll(keepingCapacity: bytes <= mostKept)
    }

    private mutating func link(_ index: Int32) {
        let anchor = Int(hits[Int(index)].anchor)
        following.append(-1)
        if heads[anchor] < 0 {
            seen.append(anchor)
            heads[anchor] = index
        } else {
            following[Int(tails[anchor])] = index
        }
        tails[anchor] = index
    }

    /// Where `term` occurs, in order, masks and scopes apart.
    mutating func occurrences(of term: Int) -> ArraySlice<Occurrence> {
        if let range = found[term] { return occurrences[range] }
        let places = search(group.terms.terms[term])
        let range = occurrences.count..<occurrences.count + places.count
        occurrences += places
        found[term] = range
        searched.append(term)
        return occurrences[range]
    }

    private mutating func search(_ term: TermTable.Term) -> [Occurrence] {
        var places: [Occurrence] = []
        var next = heads[term.anchor]
        var last = (field: -1, token: -1)
        while next >= 0 {
            let hit = hits[Int(next)]
            next = following[Int(next)]
            let field = Int(hit.field)
            tokenize(field)
            // A hit may be no token's (an `s` after an apostrophe): its term is not there.
            guard let token = tokenIndex(of: hit.offset, in: tokens[field]),
                token >= term.anchorIndex, last != (field, token)
            else { continue }
            last = (field, token)
            let matcher = PatternMatcher(
                pattern: term.pattern.tokens, tokens: tokens[field], field: field)
            unsafe fields[field].withUnsafeBytes {
                unsafe matcher.match($0, at: token - term.anchorIndex, into: &places)
            }
        }
        places.sortUnique()
        return places
    }

    /// The tokens of a field.
    mutating func tokens(of field: Int) -> [Token] {
        tokenize(field)
        return tokens[field]
    }

    private mutating func tokenize(_ field: Int) {
        guard !hasTokens[field] else { return }
        tokenizer.tokenize(fields[field], into: &tokens[field])
        hasTokens[field] = true
    }

    /// The token that has the byte at `offset`.
    private func tokenIndex(of offset: Int, in tokens: [Token]) -> Int? {
        var (low, high) = (0, tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].end <= offset { low = middle + 1 } else { high = middle }
        }
        return low < tokens.count && tokens[low].start <= offset ? low : nil
    }
}
