// SPDX-License-Identifier: Apache-2.0

import FeedModel

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
