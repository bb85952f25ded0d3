// SPDX-License-Identifier: Apache-2.0

import SystemCalls

/// Reads the configuration and every file that it names.
public struct ConfigurationLoader: Sendable {
    /// The version of the program, for the `User-Agent`.
    public var version: String
    /// The environment: `STATE_DIRECTORY`, `CREDENTIALS_DIRECTORY`, `XDG_CONFIG_HOME`,
    /// `XDG_STATE_HOME` and `HOME` are looked at.
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
        let (configuration, problems) = survey(path)
        let isUsable = !problems.contains { $0.severity == .error }
        return (isUsable ? configuration : nil, problems)
    }

    /// Reads the configuration at `path` like `load`, and gives what could be read of it even when
    /// an error is among the problems: to go on looking, not to run on.
    public func survey(
        _ path: String
    ) -> (configuration: Configuration?, problems: [SettingsProblem]) {
        let problems = ProblemList()
        let reading = FileReading.yaml(path, problems).flatMap {
            ConfigurationReading($0, path: path, loader: self, problems: problems)
        }
        let configuration = reading?.configuration()
        return (configuration, problems.inOrder)
    }

    /// Reads only where the store is, whatever else is wrong in the file at `path`.
    ///
    /// - Returns: The directory, or nil when the file cannot be read, and why, or names none.
    public func storeDirectory(
        _ path: String
    ) -> (directory: String?, problems: [SettingsProblem]) {
        let problems = ProblemList()
        let reading = FileReading.yaml(path, problems).flatMap {
            ConfigurationReading($0, path: path, loader: self, problems: ProblemList())
        }
        return (reading?.namedStoreDirectory, problems.inOrder)
    }

    /// `$XDG_CONFIG_HOME/feedwatch/feedwatchd.yaml` (`~/.config` where that is not set) if it
    /// exists, else `/etc/feedwatch/feedwatchd.yaml`.
    public var defaultPath: String {
        if let base = directory("XDG_CONFIG_HOME", below: ".config") {
            let path = "\(base)/feedwatch/feedwatchd.yaml"
            if let status = try? FileSystem.status(of: path), status.isRegularFile { return path }
        }
        return Self.systemPath
    }

    /// Where the configuration of the system's daemon is.
    public static let systemPath = "/etc/feedwatch/feedwatchd.yaml"

    /// Where the store is when the configuration does not say: `$STATE_DIRECTORY` (the first, if
    /// the unit has several: systemd.exec(5)), else `$XDG_STATE_HOME/feedwatch`
    /// (`~/.local/state/feedwatch`), else `/var/lib/feedwatch`.
    public var defaultStoreDirectory: String {
        if let given = environment["STATE_DIRECTORY"]?.split(separator: ":").first {
            return String(given)
        }
        return directory("XDG_STATE_HOME", below: ".local/state").map { "\($0)/feedwatch" }
            ?? "/var/lib/feedwatch"
    }

    /// The directory that `variable` names, else `name` below the home directory. The XDG Base
    /// Directory Specification says that a relative path is to be ignored.
    private func directory(_ variable: String, below name: String) -> String? {
        if let given = environment[variable], given.hasPrefix("/") { return given }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return "\(home)/\(name)"
    }
}
