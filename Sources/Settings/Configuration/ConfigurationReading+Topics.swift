// SPDX-License-Identifier: Apache-2.0

import FeedModel
import SystemCalls

/// The names of the topics that feeds and hooks may speak of.
struct TopicReferences {
    private let names: [String]
    /// Whether a topic file could not be read, so that a name not found may be its.
    private let isIncomplete: Bool

    /// The names of `topics`.
    init(_ topics: (files: [TopicFile], isComplete: Bool)) {
        names = topics.files.map(\.definition.name)
        isIncomplete = !topics.isComplete
    }

    /// Why `name` is no topic; nil when it is one.
    func problem(with name: String) -> String? {
        if names.contains(name) || isIncomplete { return nil }
        let all = names.isEmpty ? "" : "; there are: \(names.prefix(20).joined(separator: ", "))"
        return "no topic is called \(quoted(name))" + hint(for: name, among: names, otherwise: all)
    }
}

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
