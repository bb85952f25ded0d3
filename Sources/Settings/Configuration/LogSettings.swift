// SPDX-License-Identifier: Apache-2.0

/// `log:` how much is logged, and how.
public struct LogSettings: Sendable, Equatable {
    /// Levels of the log, the least urgent first.
    public enum Level: String, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }

    /// Forms of the log.
    public enum Format: String, Sendable, CaseIterable {
        /// `journal` under systemd, else `text` on standard error.
        case auto
        case text, json, journal
    }

    /// The least urgent level that is logged.
    public var level = Level.info
    /// The form.
    public var format = Format.auto

    /// The defaults.
    public init() {}
}
