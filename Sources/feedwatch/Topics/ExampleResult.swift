// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Settings
import SystemCalls
import TopicMatching

/// How one example story of a topic came out.
struct ExampleResult {
    /// The example's file.
    let path: String
    /// Whether it should match.
    let shouldMatch: Bool
    /// What the topic says; nil when the file cannot be read.
    let judgement: TopicJudgement?
    /// Why the file cannot be read.
    let error: SystemError?

    /// Whether it came out as it should.
    var isRight: Bool { judgement?.matched == shouldMatch }

    /// Tries all examples of `topic`.
    static func all(of topic: LoadedTopic) -> [ExampleResult] {
        var matcher = TopicMatcher(topic.set)
        let examples = topic.file.examples
        var results: [ExampleResult] = []
        for (paths, shouldMatch) in [(examples.match, true), (examples.ignore, false)] {
            for path in paths {
                do throws(SystemError) {
                    let text = try TextDocument.load(path)
                    results.append(
                        ExampleResult(
                            path: path, shouldMatch: shouldMatch,
                            judgement: matcher.judge(MatchDocument(text)).first, error: nil))
                } catch {
                    results.append(
                        ExampleResult(
                            path: path, shouldMatch: shouldMatch, judgement: nil, error: error))
                }
            }
        }
        return results
    }
}

extension MatchDocument {
    /// The document of a text file.
    init(_ text: TextDocument) {
        self.init(
            title: UTF8Text(text.title), body: UTF8Text(text.body),
            language: UTF8Text(text.language))
    }
}
