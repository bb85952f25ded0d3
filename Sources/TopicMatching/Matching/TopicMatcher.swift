// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Matches documents against a set of topics. It owns the scratch memory of one thread; the set
/// behind it is shared.
public struct TopicMatcher: ~Copyable, Sendable {
    private let set: TopicSet
    private var scans: [GroupScan]
    private var touched: [Int] = []
    /// The language of the document that `match` was given last.
    private var lastLanguage = ""

    /// A matcher for one thread.
    public init(_ set: TopicSet) {
        self.set = set
        scans = set.groups.map { GroupScan($0) }
    }

    /// The topics that `document` matches, in the order of the set, with score and evidence.
    ///
    /// - Parameter topics: the topics that may match; nil allows all.
    /// - Complexity: linear in the document; of the topics only those count that have a term in it.
    public mutating func match(
        _ document: MatchDocument, allowing topics: TopicSelection? = nil
    ) -> [TopicVerdict] {
        var verdicts: [(index: Int, verdict: TopicVerdict)] = []
        let language = language(of: document)
        lastLanguage = language
        for number in scans.indices {
            scans[number].load(document)
            touch(set.groups[number], scans[number].seen, allowing: topics) { $0.touched }
            let group = set.groups[number]
            for place in touched {
                let evaluation = TopicEvaluation(group.topics[place], language: language)
                guard evaluation.matches(in: &scans[number]) else { continue }
                let (score, matches) = evaluation.evidence(in: &scans[number])
                let verdict = TopicVerdict(
                    name: group.topics[place].name, score: score, matches: matches)
                verdicts.append((group.indices[place], verdict))
            }
        }
        return verdicts.sorted { $0.index < $1.index }.map(\.verdict)
    }

    /// Whether any topic matches `document`: quicker than `match`, for it gathers no evidence.
    public mutating func matches(_ document: MatchDocument) -> Bool {
        let language = language(of: document)
        for number in scans.indices {
            scans[number].load(document)
            touch(set.groups[number], scans[number].seen, allowing: nil) { $0.touched }
            for place in touched {
                let evaluation = TopicEvaluation(
                    set.groups[number].topics[place], language: language)
                if evaluation.matches(in: &scans[number]) { return true }
            }
        }
        return false
    }

    /// The topics of which the document that `match` was given last lacks one clause, in the order
    /// of the set: its near misses. A document that matches a topic is none of that topic's, nor is
    /// one that has nothing positive of it.
    ///
    /// - Complexity: like `match`, but every topic counts that has any term in the document.
    public mutating func nearMisses(allowing topics: TopicSelection? = nil) -> [NearMiss] {
        var misses: [NearMiss] = []
        for number in scans.indices {
            touch(set.groups[number], scans[number].seen, allowing: topics) { $0.mentioned }
            let group = set.groups[number]
            for place in touched {
                let evaluation = TopicEvaluation(group.topics[place], language: lastLanguage)
                guard let missing = evaluation.missingClause(in: &scans[number]) else { continue }
                misses.append(NearMiss(topic: group.indices[place], missing: missing))
            }
        }
        return misses.sorted { $0.topic < $1.topic }
    }

    /// What every topic of the set says to `document`, for `feedwatch match` and examples.
    public mutating func judge(_ document: MatchDocument) -> [TopicJudgement] {
        var judgements: [(index: Int, judgement: TopicJudgement)] = []
        let language = language(of: document)
        for number in scans.indices {
            scans[number].load(document)
            let group = set.groups[number]
            for (place, topic) in group.topics.enumerated() {
                let evaluation = TopicEvaluation(topic, language: language)
                let matched = evaluation.matches(in: &scans[number])
                let (score, matches) = evaluation.evidence(in: &scans[number])
                let judgement = TopicJudgement(
                    name: topic.name, matched: matched, score: score, matches: matches)
                judgements.append((group.indices[place], judgement))
            }
        }
        return judgements.sorted { $0.index < $1.index }.map(\.judgement)
    }

    /// Why the topic named `topic` matches `document` or does not; nil where no topic has the name.
    public mutating func explain(_ document: MatchDocument, topic: String) -> Explanation? {
        for number in scans.indices {
            let group = set.groups[number]
            guard let place = group.topics.firstIndex(where: { $0.name == topic }) else { continue }
            scans[number].load(document)
            let evaluation = TopicEvaluation(
                group.topics[place], language: language(of: document))
            return Explainer(evaluation).explain(document, in: &scans[number])
        }
        return nil
    }

    /// Sets `touched` to the topics, by place in their group, that may have to do with the
    /// document, in order.
    private mutating func touch(
        _ group: TopicGroup, _ seen: [Int], allowing topics: TopicSelection?,
        by lists: (TopicGroup) -> TopicGroup.Lists
    ) {
        let topicsOf = lists(group)
        touched.removeAll(keepingCapacity: true)
        touched += group.untouched
        for anchor in seen {
            for place in topicsOf[anchor] { touched.append(Int(place)) }
        }
        touched.sort()
        var kept = 0
        for place in touched where kept == 0 || touched[kept - 1] != place {
            guard topics?.contains(group.indices[place]) ?? true else { continue }
            touched[kept] = place
            kept += 1
        }
        touched.removeSubrange(kept...)
    }

    private func language(of document: MatchDocument) -> String {
        guard set.groups.contains(where: { $0.usesLanguage }) else { return "" }
        return LanguageRange.normalized(document.languageOrGuess)
    }
}
