// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
public import Settings
public import SystemCalls
public import TopicMatching

/// One example story of a topic, and what the topic says to it.
public struct ExampleCheck: Sendable {
    /// What came of the example.
    public enum Outcome: Sendable {
        /// The topic's judgement of the text, and what it rests on in a line.
        case judged(TopicJudgement, why: String)
        /// The file could not be read.
        case unreadable(SystemError)
        /// No topic of the set has the name.
        case unknownTopic
    }

    /// The topic's name.
    public var topic: String
    /// The example's file.
    public var file: String
    /// Whether the topic is meant to match it.
    public var shouldMatch: Bool
    /// What came of it.
    public var outcome: Outcome

    /// Whether the example came out as it should.
    public var holds: Bool {
        switch outcome {
        case .judged(let judgement, _): judgement.matched == shouldMatch
        case .unreadable, .unknownTopic: false
        }
    }

    /// Why it came out as it did, in words.
    public var reason: String {
        switch outcome {
        case .unreadable(let error): "cannot be read: \(error.reason)"
        case .unknownTopic: "no such topic"
        case .judged(_, let why) where holds: why
        case .judged(_, let why) where shouldMatch: "should match, and does not: \(why)"
        case .judged(_, let why): "should not match, and does: \(why)"
        }
    }
}

extension CompiledTopics {
    /// Reads every example of every topic and asks the topic.
    public func checkExamples() -> [ExampleCheck] {
        var matcher = TopicMatcher(set)
        var checks: [ExampleCheck] = []
        for file in files {
            let name = file.definition.name
            let stories =
                file.examples.match.map { ($0, true) } + file.examples.ignore.map { ($0, false) }
            for (path, shouldMatch) in stories {
                let outcome = Self.judge(path, by: name, with: &matcher)
                checks.append(
                    ExampleCheck(
                        topic: name, file: path, shouldMatch: shouldMatch, outcome: outcome))
            }
        }
        return checks
    }

    private static func judge(
        _ path: String, by topic: String, with matcher: inout TopicMatcher
    ) -> ExampleCheck.Outcome {
        let document: TextDocument
        do {
            document = try TextDocument.load(path)
        } catch {
            return .unreadable(error)
        }
        guard let explanation = matcher.explain(MatchDocument(document), topic: topic) else {
            return .unknownTopic
        }
        return .judged(explanation.judgement, why: explanation.summary)
    }
}

extension MatchDocument {
    /// The document of a text file.
    public init(_ text: TextDocument) {
        self.init(
            title: UTF8Text(text.title), body: UTF8Text(text.body),
            language: UTF8Text(text.language))
    }
}
