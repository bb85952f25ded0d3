// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Randomness
import Testing
import Text

@testable import TopicMatching

/// The matcher and a naive one, on random queries and texts.
@Suite struct AgreementTests {
    /// 2,000 queries with a document each; `FEEDWATCH_AGREEMENT_CASES` asks for more.
    static let cases =
        ProcessInfo.processInfo.environment["FEEDWATCH_AGREEMENT_CASES"].flatMap(Int.init) ?? 2000

    @Test func agreesWithTheNaiveMatcher() throws {
        var random = RandomQueries(generator: SplitMix64(seed: 20_261_121))
        var matched = 0
        var done = 0
        while done < Self.cases {
            var topics: [TopicDefinition] = []
            while topics.count < 8 {
                let query = random.expression(3)
                var topic = TopicDefinition(name: "t\(topics.count)", criteria: .query(query))
                topic.foldsHan = random.chance(80)
                if random.chance(30) {
                    topic.mask = [random.pick(["北朝", "拉致", "us k", "17人", "납치"])]
                }
                if TopicSet.errors(in: [topic]).isEmpty { topics.append(topic) }
            }
            let set = try TopicSet(topics)
            var matcher = TopicMatcher(set)
            for _ in 0..<4 {
                let document = random.document()
                let verdicts = matcher.match(document)
                let judgements = matcher.judge(document)
                for (topic, judgement) in zip(topics, judgements) {
                    try compare(topic, document, judgement)
                    let verdict = verdicts.first { $0.name == topic.name }
                    #expect((verdict != nil) == judgement.matched)
                    if let verdict { #expect(verdict.matches == judgement.matches) }
                    matched += judgement.matched ? 1 : 0
                    done += 1
                }
            }
        }
        // A test in which nothing matches says nothing.
        #expect(matched > Self.cases / 20)
    }

    private func compare(
        _ topic: TopicDefinition, _ document: MatchDocument, _ judgement: TopicJudgement
    ) throws {
        guard case .query(let string) = topic.criteria else { return }
        let root = try Query.parse(string).root
        let naive = NaiveMatcher(document, topic)
        let context: Comment = "\(string) masks \(topic.mask) in \(document)"
        #expect(naive.holds(root) == judgement.matched, context)
        var expected: Set<TermMatch> = []
        for term in positiveTerms(root) {
            for place in naive.places(term) {
                let field = MatchField.allCases[place.field]
                let range = original(
                    place.start..<place.end,
                    of: [document.title, document.body, document.source][place.field],
                    topic.foldsHan)
                expected.insert(
                    TermMatch(
                        term: term.written, field: field, start: range.lowerBound,
                        end: range.upperBound))
            }
        }
        #expect(Set(judgement.matches) == expected, context)
        #expect(judgement.matches.count == expected.count, context)
        #expect(judgement.score == Double(Set(expected.map(\.term)).count), context)
    }

    private func positiveTerms(_ node: QueryNode) -> [QueryTerm] {
        switch node {
        case .term(let term): [term]
        case .near(let first, let rest):
            positiveTerms(first) + rest.flatMap { positiveTerms($0.operand) }
        case .and(let parts), .or(let parts): parts.flatMap(positiveTerms)
        case .not, .language: []
        }
    }

    /// The original of folded scalars, found by folding from the beginning, range by range.
    private func original(_ range: Range<Int>, of text: UTF8Text, _ foldsHan: Bool) -> Range<Int> {
        var folder = TextFolder(foldsHan: foldsHan)
        let folded = unsafe text.withUnsafeBytes { unsafe folder.fold($0) }
        let string = String(decoding: folded.bytes, as: UTF8.self).unicodeScalars
        let start = string.index(string.startIndex, offsetBy: range.lowerBound)
        let end = string.index(string.startIndex, offsetBy: range.upperBound)
        let from = String(string[..<start]).utf8.count
        var offsets = OriginalOffsets(folded)
        return offsets.original(of: from..<from + String(string[start..<end]).utf8.count)
    }
}
