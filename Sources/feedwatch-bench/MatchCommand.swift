// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Glibc
import Text
import TopicMatching

/// `feedwatch-bench match`: what folding, finding terms and judging topics cost, by stage.
struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Folds texts, finds terms in them and matches topics, on one core.",
        discussion: """
            Texts and terms are made, in English, Japanese and Korean, unless files are given: one \
            text or one term a line. With --beside, the C program `match` of that directory and \
            ripgrep run on the same texts and terms, folded, in turn with ours. Rates are of text \
            by processor time, the best of --rounds.

              feedwatch-bench match --text raw.txt --terms 1000.txt --terms 10000.txt --beside bin
            """)

    @Option(help: "A file of texts, one a line.")
    var text: String?
    @Option(help: "A file of terms, one a line; may be given more than once.")
    var terms: [String] = []
    @Option(help: "How much text to make, in megabytes.")
    var megabytes = 50
    @Option(help: "How often each is measured.")
    var rounds = 3
    @Option(help: "The directory of the C program `match`.")
    var beside: String?

    func run() throws {
        var source = MatchText(seed: 1)
        let texts = try text.map(MatchText.lines) ?? source.texts(megabytes: megabytes)
        let size = Double(texts.reduce(0) { $0 + $1.count }) / 1e6
        print("\(texts.count) texts, \(Int(size)) MB")
        let folded = measureFolding(texts, size)
        var lists: [(name: String, terms: [String])] = []
        for path in terms { lists.append((path, try MatchText.lines(path).map(\.string))) }
        if lists.isEmpty {
            for count in [1000, 10_000, 100_000] {
                lists.append(("\(count) made terms", source.terms(count)))
            }
        }
        let baseline = try beside.map { try MatchBaseline(programs: $0, texts: folded) }
        defer { baseline?.remove() }
        for list in lists {
            try measureAutomaton(list.name, list.terms, folded, size)
            try baseline?.measure(list.terms)
        }
        let rare = source.rareTerms(20_000)
        let one = try measureTopics(1, of: rare, texts, size, one: nil)
        for count in [1000, 2000] { _ = try measureTopics(count, of: rare, texts, size, one: one) }
    }

    private func measureFolding(_ texts: [UTF8Text], _ size: Double) -> [FoldedText] {
        for foldsHan in [false, true] {
            var folder = TextFolder(foldsHan: foldsHan)
            var folded = FoldedText()
            let seconds = best {
                for text in texts {
                    unsafe text.withUnsafeBytes { unsafe folder.fold($0, into: &folded) }
                }
            }
            report(foldsHan ? "fold, with Han variants" : "fold", size, seconds)
        }
        var folder = TextFolder(foldsHan: true)
        let folded = texts.map { text in
            unsafe text.withUnsafeBytes { unsafe folder.fold($0) }
        }
        var tokenizer = Tokenizer()
        var tokens: [Token] = []
        let seconds = best { for text in folded { tokenizer.tokenize(text, into: &tokens) } }
        report("tokens", size, seconds)
        return folded
    }

    private func measureAutomaton(
        _ name: String, _ terms: [String], _ folded: [FoldedText], _ size: Double
    ) throws {
        var lists = TopicDefinition.Lists()
        lists.any = terms
        let start = Self.processorSeconds()
        let set = try TopicSet([TopicDefinition(name: "terms", criteria: .lists(lists))])
        let built = Self.processorSeconds() - start
        var probe = AutomatonProbe(set)
        var hits = 0
        let seconds = best {
            hits = 0
            for text in folded { hits += probe.hits(in: text) }
        }
        report("automaton, \(name)", size, seconds)
        print("  built in \(built) s, tables \(set.automatonMemory / 1000) kB, \(hits) found")
    }

    /// Matches `count` topics of ten terms each; says how it compares with `one` topic's time.
    private func measureTopics(
        _ count: Int, of terms: [String], _ texts: [UTF8Text], _ size: Double, one: Double?
    ) throws -> Double {
        let topics = (0..<count).map { number in
            var lists = TopicDefinition.Lists()
            lists.any = Array(terms[number * 10..<number * 10 + 10])
            return TopicDefinition(name: "topic-\(number)", criteria: .lists(lists))
        }
        var matcher = TopicMatcher(try TopicSet(topics))
        var matched = 0
        let seconds = best {
            matched = 0
            for text in texts {
                matched += matcher.match(MatchDocument(body: text)).isEmpty ? 0 : 1
            }
        }
        report("match, \(count) topics of 10 terms", size, seconds)
        let ratio = one.map { ", \(seconds / $0) times the time of one topic" } ?? ""
        print("  \(matched) texts match\(ratio)")
        return seconds
    }

    private func best(_ body: () -> Void) -> Double {
        (0..<max(1, rounds)).map { _ in
            let start = Self.processorSeconds()
            body()
            return Self.processorSeconds() - start
        }.min() ?? 0
    }

    private func report(_ name: String, _ size: Double, _ seconds: Double) {
        print("\(name): \(Int(size / seconds)) MB/s")
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
