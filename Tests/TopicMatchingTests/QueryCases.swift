// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing
import Text
import TopicMatching

/// A case of the query language: a topic, a document, and what must come out. The format is that of
/// the conformance cases beside the specification; our own are in `Fixtures/query-cases.jsonl`.
struct QueryCase: Decodable, Sendable, CustomStringConvertible {
    var id: String
    var query: String?
    var topic: Topic?
    var text: String?
    var html: String?
    var title: String?
    var source: String?
    var lang: String?
    var expect: Bool?
    var spans: [Span]?
    var score: Double?
    var error: String?
    var position: Int?

    var description: String { id }

    struct Topic: Decodable, Sendable {
        var query: String?
        var any: [String]?
        var all: [String]?
        var none: [String]?
        var mask: [String]?
        var fold_han: Bool?
        var weights: [String: Double]?
        var threshold: Double?
    }

    /// `[field, start, end]`
    struct Span: Decodable, Sendable, Equatable {
        var field: String
        var start: Int
        var end: Int

        init(field: String, start: Int, end: Int) {
            self.field = field
            self.start = start
            self.end = end
        }

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            field = try list.decode(String.self)
            start = try list.decode(Int.self)
            end = try list.decode(Int.self)
        }
    }

    var definition: TopicDefinition {
        var definition = TopicDefinition(
            name: "case", criteria: .query(query ?? topic?.query ?? ""))
        if let topic, topic.query == nil, query == nil {
            var lists = TopicDefinition.Lists()
            lists.any = topic.any
            lists.all = topic.all
            lists.weights = topic.weights.map { weights in
                weights.sorted { $0.key < $1.key }.map { .init(phrase: $0.key, weight: $0.value) }
            }
            lists.threshold = topic.threshold ?? 1
            definition.criteria = .lists(lists)
        }
        definition.none = topic?.none ?? []
        definition.mask = topic?.mask ?? []
        definition.foldsHan = topic?.fold_han ?? true
        return definition
    }

    var document: MatchDocument {
        MatchDocument(
            title: UTF8Text(title ?? ""), body: UTF8Text(html.map(HTMLText.text) ?? text ?? ""),
            source: UTF8Text(source ?? ""),
            language: UTF8Text(lang ?? ""))
    }

    /// The cases of a file of JSON lines; none where there is no such file.
    static func load(_ url: URL) -> [QueryCase] {
        guard let data = try? Data(contentsOf: url) else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).compactMap {
            try? JSONDecoder().decode(QueryCase.self, from: $0)
        }
    }

    /// Where the conformance cases are, if they are here: beside the package.
    static let conformance = load(
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../shared/corpora/stories/query-cases-open.jsonl"))

    static let own = load(
        Bundle.module.resourceURL?.appending(path: "Fixtures/query-cases.jsonl")
            ?? URL(filePath: "/nowhere"))

    /// Checks the case.
    func check() throws {
        if let error {
            let found = TopicSet.errors(in: [definition]).first
            #expect(found?.code.rawValue == error)
            #expect(found?.position == position)
            return
        }
        let set = try TopicSet([definition])
        var matcher = TopicMatcher(set)
        let verdicts = matcher.match(document)
        let judgements = matcher.judge(document)
        let judgement = try #require(judgements.first)
        #expect(judgement.matched == expect)
        #expect(verdicts.isEmpty == !judgement.matched)
        if let verdict = verdicts.first {
            #expect(verdict.matches == judgement.matches)
            #expect(verdict.score == judgement.score)
        }
        if let spans {
            let found = judgement.matches.map {
                Span(field: $0.field.rawValue, start: $0.start, end: $0.end)
            }
            #expect(found == spans)
        }
        if let score { #expect(judgement.score == score) }
        let explained = matcher.explain(document, topic: "case")
        let explanation = try #require(explained)
        #expect(explanation.judgement == judgement)
        if !explanation.clauses.isEmpty {
            #expect(judgement.matched == explanation.clauses.allSatisfy { $0.holds })
        }
    }
}

@Suite struct QueryCasesTests {
    @Test(
        .enabled(if: !QueryCase.conformance.isEmpty, "the conformance cases are not here"),
        arguments: QueryCase.conformance)
    func conforms(_ example: QueryCase) throws {
        try example.check()
    }

    @Test func ownCasesAreThere() {
        #expect(QueryCase.own.count > 100)
    }

    @Test(arguments: QueryCase.own)
    func ownCaseHolds(_ example: QueryCase) throws {
        try example.check()
    }
}
