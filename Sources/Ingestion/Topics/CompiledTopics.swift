// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
public import Settings
public import TopicMatching

/// The topics of a configuration, compiled, with the files they came from.
public struct CompiledTopics: Sendable {
    /// All topics in one automaton, in the order of `files`.
    public let set: TopicSet
    /// The files, one for each topic.
    public let files: [TopicFile]

    private init(set: TopicSet, files: [TopicFile]) {
        self.set = set
        self.files = files
    }

    /// Compiles topics.
    ///
    /// - Returns: The topics, or nil when one has an error; and every error, at the place of the
    ///   file where it stands.
    public static func compile(
        _ files: [TopicFile]
    ) -> (topics: CompiledTopics?, problems: [SettingsProblem]) {
        let definitions = files.map(\.definition)
        let errors = TopicSet.errors(in: definitions)
        guard errors.isEmpty, let set = try? TopicSet(definitions) else {
            return (nil, errors.map { problem(of: $0, in: files) })
        }
        return (CompiledTopics(set: set, files: files), [])
    }

    private static func problem(of error: QueryError, in files: [TopicFile]) -> SettingsProblem {
        let file = files.first { $0.definition.name == error.topic }
        let position =
            file?.position(of: error.part, scalarOffset: error.position)
            ?? SourcePosition(file: "")
        return SettingsProblem(.error, at: position, "\(error.code.rawValue): \(error.message)")
    }
}
