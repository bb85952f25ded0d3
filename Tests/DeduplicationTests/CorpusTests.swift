// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Deduplication
@testable import FeedModel

/// The labelled sets of near-duplicates, where they are at hand.
@Suite struct CorpusTests {
    struct Target: Sendable, CustomTestStringConvertible {
        let name: String
        let leastF1: Double
        let mostLost: Double
        var testDescription: String { name }
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/corpora/stories/dedup-open").standardized
    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    static let targets = [
        Target(name: "synthetic", leastF1: 0.985, mostLost: 0),
        Target(name: "natural-ag", leastF1: 0.96, mostLost: 0.005),
        Target(name: "natural-kcna", leastF1: 0.99, mostLost: 0.005),
        Target(name: "articles", leastF1: 1, mostLost: 0),
    ]

    @Test(.enabled(if: isThere, "no labelled sets beside the package"), arguments: targets)
    func reachesTheTargets(_ target: Target) throws {
        let set = try LabelledSet(folder: Self.folder, name: target.name)
        #expect(set.documents.count > 300)
        var stream = DuplicateStream()
        var copies: [String: String] = [:]
        for document in set.documents {
            switch stream.judge(document) {
            case .new: break
            case .duplicate(let original), .nearDuplicate(let original, _):
                copies[document.id.string] = original.string
            }
        }
        let score = set.score(copies)
        #expect(score.f1 >= target.leastF1, "\(score)")
        #expect(Double(score.lost.count) <= target.mostLost * Double(score.stories), "\(score)")
    }
}

/// A stream of documents and which of them are copies of one story.
struct LabelledSet {
    struct Pair: Hashable {
        let first: String
        let second: String
        init(_ a: String, _ b: String) { (first, second) = a < b ? (a, b) : (b, a) }
    }

    struct Score {
        let f1: Double
        let stories: Int
        let lost: [String]
    }

    let documents: [StreamDocument]
    let clusters: [String: String]
    let gray: Set<Pair>

    init(folder: URL, name: String) throws {
        let lines = try String(contentsOf: folder.appending(path: "\(name).jsonl"), encoding: .utf8)
            .split(separator: "\n")
        documents = try lines.map { line in
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
            func field(_ name: String) -> UTF8Text { UTF8Text(object[name] ?? "") }
            return StreamDocument(
                id: field("id"), title: field("title"), url: field("url"), text: field("text"),
                source: field("source"))
        }
        let labels = try #require(
            JSONSerialization.jsonObject(
                with: Data(contentsOf: folder.appending(path: "\(name).labels.json")))
                as? [String: Any])
        clusters = try #require(labels["cluster"] as? [String: String])
        let gray = try #require(labels["gray"] as? [[Any]])
        self.gray = Set(
            gray.compactMap {
                guard let a = $0[0] as? String, let b = $0[1] as? String else { return nil }
                return Pair(a, b)
            })
    }

    /// F1 of all pairs in one group, and the stories whose first copy was given to another.
    func score(_ copies: [String: String]) -> Score {
        var root: [String: String] = [:]
        for document in documents {
            let id = document.id.string
            root[id] = copies[id].flatMap { root[$0] } ?? id
        }
        let found = pairs { root[$0] ?? $0 }
        let wanted = pairs { clusters[$0] ?? $0 }
        var seen: Set<String> = []
        let lost = documents.map(\.id.string).filter { id in
            guard let story = clusters[id], seen.insert(story).inserted else { return false }
            return copies[id].map { !gray.contains(Pair(id, $0)) } ?? false
        }
        let hits = Double(found.intersection(wanted).count)
        return Score(
            f1: 2 * hits / Double(found.count + wanted.count), stories: seen.count, lost: lost)
    }

    private func pairs(_ group: (String) -> String) -> Set<Pair> {
        var pairs: Set<Pair> = []
        for members in Dictionary(grouping: documents.map(\.id.string), by: group).values {
            for (index, a) in members.enumerated() {
                for b in members[(index + 1)...] { pairs.insert(Pair(a, b)) }
            }
        }
        return pairs.subtracting(gray)
    }
}
