// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import TopicMatching

@Suite struct TopicMatcherTests {
    private func topic(_ name: String, _ query: String, foldsHan: Bool = true) -> TopicDefinition {
        var topic = TopicDefinition(name: name, criteria: .query(query))
        topic.foldsHan = foldsHan
        return topic
    }

    @Test func topicsThatFoldDifferentlyComeOutInTheirOrder() throws {
        let set = try TopicSet([
            topic("plain", "朝鮮 OR 朝鲜", foldsHan: false), topic("folded", "朝鲜"),
            topic("other", "ferry"), topic("exact", "朝鮮", foldsHan: false),
        ])
        var matcher = TopicMatcher(set)
        let verdicts = matcher.match(MatchDocument(body: "北朝鮮"))
        #expect(verdicts.map(\.name) == ["plain", "folded", "exact"])
        #expect(verdicts[1].matches == [TermMatch(term: "朝鲜", field: .body, start: 1, end: 3)])
        let judged = matcher.judge(MatchDocument(body: "ferry"))
        #expect(judged.map(\.matched) == [false, false, true, false])
        #expect(judged.map(\.score) == [0, 0, 1, 0])
    }

    @Test func onlySelectedTopicsMatch() throws {
        let set = try TopicSet([topic("a", "x1"), topic("b", "x1"), topic("c", "lang:en")])
        var matcher = TopicMatcher(set)
        let document = MatchDocument(body: "x1", language: "en")
        let selection = set.selection(named: ["c", "b", "missing"])
        #expect(matcher.match(document, allowing: selection).map(\.name) == ["b", "c"])
        #expect(matcher.match(document, allowing: TopicSelection()).isEmpty)
        #expect(matcher.match(document).map(\.name) == ["a", "b", "c"])
    }

    /// What one document leaves behind must not be seen by the next.
    @Test func scratchMemoryKeepsNothing() throws {
        let set = try TopicSet([topic("a", "x1 y1"), topic("b", "source:z1 OR \"p q r\"")])
        var matcher = TopicMatcher(set)
        #expect(matcher.match(MatchDocument(title: "x1", body: "y1", source: "z1")).count == 2)
        #expect(matcher.match(MatchDocument(body: "y1")).isEmpty)
        #expect(matcher.match(MatchDocument(title: "x1")).isEmpty)
        #expect(matcher.match(MatchDocument()).isEmpty)
        let huge = UTF8Text("x1 …" + String(repeating: ".", count: 1_200_000))
        #expect(matcher.match(MatchDocument(title: "y1", body: huge)).count == 1)
        #expect(matcher.match(MatchDocument(title: "y1")).isEmpty)
    }

    @Test func nearMissesAreOneClauseShort() throws {
        var lists = TopicDefinition.Lists()
        lists.any = ["a1", "b1"]
        lists.all = ["c1"]
        var listed = TopicDefinition(name: "lists", criteria: .lists(lists))
        listed.none = ["d1"]
        let set = try TopicSet([
            topic("two", "a1 b1"), topic("three", "a1 AND (b1 c1)"), topic("not", "a1 NOT d1"),
            topic("one", "a1 OR b1"), listed,
        ])
        var matcher = TopicMatcher(set)
        func misses(_ body: UTF8Text) -> [String] {
            _ = matcher.match(MatchDocument(body: body))
            return matcher.nearMisses().map { set.definitions[$0.topic].name }
        }
        #expect(misses("zz") == [])
        #expect(misses("a1") == ["two", "lists"])
        #expect(misses("a1 b1") == ["three", "lists"])
        #expect(misses("a1 d1") == ["two", "not"])
        #expect(misses("b1 c1 d1") == ["two", "three", "lists"])
        #expect(misses("a1 b1 c1") == [])
    }

    @Test func aWayOfSatisfyingAnOrIsMissedByOneClauseToo() throws {
        let set = try TopicSet([topic("or", "x1 OR (a1 OR a2) b1 c1 NOT d1 OR e1 f1")])
        var matcher = TopicMatcher(set)
        func missing(_ body: UTF8Text) -> [String] {
            _ = matcher.match(MatchDocument(body: body))
            return matcher.nearMisses().map { set.text(of: $0) }
        }
        #expect(missing("b1 c1") == ["a1 OR a2"])
        #expect(missing("a2 b1") == ["c1"])
        #expect(missing("a1 b1 c1 d1") == ["NOT d1"])
        // One common word is no near miss.
        #expect(missing("a1") == [])
        #expect(missing("e1") == [])
        #expect(missing("a1 b1 c1") == [])
    }

    @Test func nearMissesNameTheListThatIsMissing() throws {
        var lists = TopicDefinition.Lists()
        lists.any = ["a1"]
        lists.all = ["c1"]
        var listed = TopicDefinition(name: "lists", criteria: .lists(lists))
        listed.none = ["d1"]
        let set = try TopicSet([listed])
        var matcher = TopicMatcher(set)
        func missing(_ body: UTF8Text) -> [String] {
            _ = matcher.match(MatchDocument(body: body))
            return matcher.nearMisses().map { set.text(of: $0) }
        }
        #expect(missing("a1") == ["\"c1\""])
        #expect(missing("c1") == ["any of the list"])
        #expect(missing("a1 c1 d1") == ["none of the list"])
    }

    @Test func explanationsNameWhatIsMissing() throws {
        var definition = topic("t", "(ferry* OR 船) title:port NOT \"war ships\" lang:en")
        definition.mask = ["ferry tale"]
        let set = try TopicSet([definition])
        var matcher = TopicMatcher(set)
        let document = MatchDocument(
            title: "At the pier", body: "Ferrying and a ferry tale", language: "en-GB")
        #expect(matcher.explain(document, topic: "none") == nil)
        let explained = matcher.explain(document, topic: "t")
        let explanation = try #require(explained)
        #expect(!explanation.judgement.matched)
        #expect(explanation.isNearMiss)
        #expect(explanation.holding == 3)
        #expect(explanation.clauses.map(\.holds) == [true, false, true, true])
        #expect(explanation.clauses.map(\.kind) == [.or, .term, .not, .language])
        #expect(
            explanation.clauses.map(\.text)
                == ["ferry* OR 船", "title:port", "NOT \"war ships\"", "lang:en"])
        #expect(explanation.clauses[0].place == "title or body")
        #expect(explanation.clauses[1].place == "title")
        #expect(explanation.clauses[0].evidence.map(\.end) == [8])
        #expect(explanation.clauses[0].masked.map(\.start) == [15])
        #expect(explanation.folded[.body] == "ferrying and a ferry tale")
    }

    @Test func explanationsOfListsShowWeights() throws {
        var lists = TopicDefinition.Lists()
        lists.weights = [.init(phrase: "a1", weight: 2), .init(phrase: "b1", weight: -0.5)]
        let set = try TopicSet([TopicDefinition(name: "w", criteria: .lists(lists))])
        var matcher = TopicMatcher(set)
        let explained = matcher.explain(MatchDocument(body: "b1 a1"), topic: "w")
        let explanation = try #require(explained)
        #expect(explanation.judgement.score == 1.5)
        #expect(explanation.judgement.matches.map(\.term) == ["a1"])
        #expect(explanation.clauses.map(\.kind) == [.weights])
        #expect(explanation.clauses[0].parts.map(\.weight) == [2, -0.5])
        #expect(explanation.clauses[0].parts.map(\.holds) == [true, true])
    }

    /// Topics are trusted, texts are not: neither deep terms nor repetitive texts may hurt.
    @Test func awkwardTextsAreMatchedInBoundedTimeAndDepth() throws {
        let phrase = String(repeating: "a b ", count: 500)
        let text = UTF8Text(String(repeating: "a b ", count: 505))
        let stars = "\"*가 *가 *가 *가 *나\""
        let set = try TopicSet([
            topic("deep", "\"\(phrase)\""), topic("stars", "\(stars) OR zz"),
            topic("near", "a NEAR/99 b NEAR/99 a NEAR/99 c"),
        ])
        var matcher = TopicMatcher(set)
        #expect(matcher.match(MatchDocument(body: text)).map(\.name) == ["deep"])
        let syllables = UTF8Text(String(repeating: "가", count: 200))
        #expect(matcher.match(MatchDocument(body: syllables)).isEmpty)
    }
}

@Suite struct TopicSetTests {
    @Test func versionsTellDefinitionsApart() throws {
        func version(_ change: (inout TopicDefinition) -> Void) throws -> UInt64 {
            var lists = TopicDefinition.Lists()
            lists.any = ["a1", "b1"]
            var topic = TopicDefinition(name: "t", criteria: .lists(lists))
            change(&topic)
            return try TopicSet([topic]).version
        }
        var versions: Set<UInt64> = []
        let changes: [(inout TopicDefinition) -> Void] = [
            { _ in }, { $0.name = "u" }, { $0.none = ["c1"] }, { $0.mask = ["c1"] },
            { $0.foldsHan = false }, { $0.criteria = .query("a1") },
            {
                var lists = TopicDefinition.Lists()
                lists.all = ["a1", "b1"]
                $0.criteria = .lists(lists)
            },
            {
                var lists = TopicDefinition.Lists()
                lists.any = ["a1", "b1"]
                lists.threshold = 2
                $0.criteria = .lists(lists)
            },
        ]
        for change in changes { versions.insert(try version(change)) }
        #expect(versions.count == changes.count)
        #expect(try version { _ in } == version { _ in })
        #expect(try TopicSet([]).version == TopicSet([]).version)
    }

    @Test func everyErrorOfEveryTopicIsTold() {
        var lists = TopicDefinition.Lists()
        lists.any = ["a1", "*b"]
        lists.all = ["&&"]
        lists.weights = [.init(phrase: "c*", weight: 1)]
        var first = TopicDefinition(name: "first", criteria: .lists(lists))
        first.none = ["lang:"]
        first.mask = ["x", ""]
        let second = TopicDefinition(name: "second", criteria: .query("a1 OR"))
        let errors = TopicSet.errors(in: [first, second])
        #expect(
            errors.map(\.part)
                == [.any(1), .all(0), .weights(0), .none(0), .mask(1), .query])
        #expect(errors.map(\.topic) == ["first", "first", "first", "first", "first", "second"])
        #expect(
            errors.map(\.code) == [
                .wildcardPosition, .emptyTerm, .wildcardShort, .emptyTerm, .emptyTerm, .unexpected,
            ])
        #expect(throws: QueryError.self) { try TopicSet([first, second]) }
    }

    @Test func manyTermsAreCompiled() throws {
        var lists = TopicDefinition.Lists()
        lists.any = (0..<5000).map { "word\($0) 語\($0) *한\($0)" }
        let set = try TopicSet([TopicDefinition(name: "t", criteria: .lists(lists))])
        var matcher = TopicMatcher(set)
        let found = matcher.match(MatchDocument(body: "word4321 語4321 북한4321")).first
        #expect(found?.matches.map(\.end) == [21])
        #expect(set.automatonMemory < 2_000_000)
    }
}
