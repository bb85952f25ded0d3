// SPDX-License-Identifier: Apache-2.0

public import Settings

/// A configuration with all that it names, looked at to the end whatever is wrong on the way, so
/// that nobody has to mend one error to hear of the next.
public struct ConfigurationSurvey: Sendable {
    /// The configuration; nil when an error is among the problems.
    public let configuration: LoadedConfiguration?
    /// The topics that can be used by themselves; nil when there is none.
    public let topics: CompiledTopics?
    /// Everything that is wrong or looks wrong, in the order of files and lines; examples of
    /// topics left out.
    public let problems: [SettingsProblem]

    /// Reads the configuration at `path` and all that it names.
    public init(_ path: String, with loader: ConfigurationLoader) {
        let (settings, found) = loader.survey(path)
        let (topics, errors) = CompiledTopics.compile(settings?.topics ?? [])
        problems = (found + errors).inFileOrder
        let isUsable = !problems.contains { $0.severity == .error }
        configuration = settings.flatMap { settings in
            topics.flatMap { topics in
                isUsable ? LoadedConfiguration(settings: settings, topics: topics) : nil
            }
        }
        self.topics = topics ?? Self.good(of: settings?.topics ?? [])
    }

    /// The topics without an error of their own.
    private static func good(of files: [TopicFile]) -> CompiledTopics? {
        CompiledTopics.compile(files.filter { CompiledTopics.compile([$0]).topics != nil }).topics
    }
}
