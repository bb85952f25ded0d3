// SPDX-License-Identifier: Apache-2.0

/// Reads the configuration and every file that it names.
public struct ConfigurationLoader: Sendable {
    /// The version of the program, for the `User-Agent`.
    public var version: String
    /// The environment: `STATE_DIRECTORY`, `CREDENTIALS_DIRECTORY`, `XDG_*`, `HOME` are looked at.
    public var environment: [String: String]
    /// Whether files of header lines are read. Programs that ask no feed need not be allowed to.
    public var readsSecrets: Bool

    /// A loader.
    public init(version: String, environment: [String: String], readsSecrets: Bool = true) {
        self.version = version
        self.environment = environment
        self.readsSecrets = readsSecrets
    }

    /// Reads the configuration at `path`, with its topics, lists and header files.
    ///
    /// - Returns: The configuration, or nil when an error is among the problems; and everything
    ///   that is wrong or looks wrong in any of the files, in the order of files and lines.
    public func load(
        _ path: String
    ) -> (configuration: Configuration?, problems: [SettingsProblem]) {
        (nil, [])
    }

    /// Reads only where the store is, whatever else is wrong in the file at `path`.
    public func storeDirectory(
        _ path: String
    ) -> (directory: String?, problems: [SettingsProblem]) {
        (nil, [])
    }

    /// `$XDG_CONFIG_HOME/feedwatch/feedwatchd.yaml` if it exists, else
    /// `/etc/feedwatch/feedwatchd.yaml`.
    public var defaultPath: String { "/etc/feedwatch/feedwatchd.yaml" }
}
