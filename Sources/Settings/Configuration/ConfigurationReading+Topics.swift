// SPDX-License-Identifier: Apache-2.0

import FeedModel
import SystemCalls

extension ConfigurationReading {
    /// `topics:` and the names that feeds and hooks may speak of.
    func topics() -> (files: [TopicFile], references: TopicReferences) {
        var topics: [TopicFile] = []
        let files = files("topics")
        var broken: [String] = []
        var places: [String: SourcePosition] = [:]
        for (file, position) in files ?? [] {
            guard let status = try? FileSystem.status(of: file), status.isRegularFile else {
                problems.error(at: position, "no topic file \(quoted(file, limit: 1024))")
                broken += TopicFile.likelyNames(in: file)
                continue
            }
            let (topic, found) = surveyTopicFile(file)
            problems.append(found)
            guard let topic else {
                broken += TopicFile.likelyNames(in: file)
                continue
            }
            let name = topic.definition.name
            if let first = places[name] {
                problems.error(
                    at: topic.position, "a topic called \(quoted(name)) stands in \(first)")
                continue
            }
            places[name] = topic.position
            topics.append(topic)
        }
        if topics.isEmpty, broken.isEmpty, files != nil {
            let place = keys.member("topics").map { keys.place(of: $0.keyNode) }
            problems.warning(
                at: place ?? keys.place(of: keys.node), "no topics: no story will be kept")
        }
        let references = TopicReferences(
            names: topics.map(\.definition.name), broken: broken, isComplete: files != nil)
        return (topics, references)
    }
}
