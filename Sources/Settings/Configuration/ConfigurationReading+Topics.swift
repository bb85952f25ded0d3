// SPDX-License-Identifier: Apache-2.0

import FeedModel
import SystemCalls

extension ConfigurationReading {
    /// `topics:` and whether every file that it names could be read.
    func topics() -> (files: [TopicFile], isComplete: Bool) {
        var topics: [TopicFile] = []
        let files = files("topics")
        var isComplete = files != nil
        var places: [String: SourcePosition] = [:]
        for (file, position) in files ?? [] {
            guard let status = try? FileSystem.status(of: file), status.isRegularFile else {
                problems.error(at: position, "no topic file \(quoted(file, limit: 1024))")
                isComplete = false
                continue
            }
            let (topic, found) = loadTopicFile(file)
            problems.append(found)
            guard let topic else {
                isComplete = false
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
        if topics.isEmpty, isComplete {
            let place = keys.member("topics").map { keys.place(of: $0.keyNode) }
            problems.warning(
                at: place ?? keys.place(of: keys.node), "no topics: no story will be kept")
        }
        return (topics, isComplete)
    }
}
