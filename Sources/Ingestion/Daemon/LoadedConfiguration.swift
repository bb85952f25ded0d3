// SPDX-License-Identifier: Apache-2.0

public import Settings

/// A configuration with its topics compiled: what a daemon runs on.
public struct LoadedConfiguration: Sendable {
    /// The checked values.
    public var settings: Configuration
    /// The topics.
    public var topics: CompiledTopics

    /// Reads the configuration at `path` and all that it names.
    ///
    /// - Returns: The configuration, or nil when an error is among the problems; and everything
    ///   that is wrong or looks wrong, examples of topics left out.
    public static func load(
        _ path: String, with loader: ConfigurationLoader
    ) -> (configuration: LoadedConfiguration?, problems: [SettingsProblem]) {
        let survey = ConfigurationSurvey(path, with: loader)
        return (survey.configuration, survey.problems)
    }
}
