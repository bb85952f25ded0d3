// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension LogEvent {
    /// The daemon runs and has read its configuration.
    public static func started(
        version: String, configuration: String, store: String, processID: Int32
    ) -> LogEvent {
        LogEvent(
            .started,
            [
                LogField("version", version), LogField("pid", processID),
                LogField("config", configuration), LogField("store", store),
            ])
    }

    /// Store recovered, lock held, schedule made.
    ///
    /// - Parameter recovery: How long that took.
    public static func ready(
        feeds: Int, topics: Int, stories: Int, recovery: Duration
    ) -> LogEvent {
        LogEvent(
            .ready,
            [
                LogField("feeds", feeds), LogField("topics", topics),
                LogField("stories", stories),
                LogField("recovery_ms", recovery.wholeMilliseconds),
            ])
    }

    /// The new configuration is in force.
    public static func reloaded(feeds: Int, topics: Int) -> LogEvent {
        LogEvent(.reloaded, [LogField("feeds", feeds), LogField("topics", topics)])
    }

    /// The new configuration is broken; the old one stays in force.
    ///
    /// - Parameter errors: How many errors were found; each has a `config-error` of its own.
    public static func reloadFailed(configuration: String, errors: Int) -> LogEvent {
        LogEvent(.reloadFailed, [LogField("config", configuration), LogField("errors", errors)])
    }

    /// The daemon was told to stop, or must.
    ///
    /// - Parameter cause: What made it: `SIGTERM`, `SIGINT`, `done` or the name of an event.
    public static func stopping(cause: String) -> LogEvent {
        LogEvent(.stopping, [LogField("cause", cause)])
    }

    /// Everything is written; the daemon ends.
    public static func stopped(exitStatus: Int32, uptime: Duration, stories: Int) -> LogEvent {
        LogEvent(
            .stopped,
            [
                LogField("status", exitStatus), LogField("uptime_ms", uptime.wholeMilliseconds),
                LogField("stories", stories),
            ])
    }

    /// The daemon cannot go on and ends with `exitStatus`.
    public static func failed(exitStatus: Int32, reason: String) -> LogEvent {
        LogEvent(.failed, [LogField("status", exitStatus), LogField("reason", reason, .reason)])
    }

    /// The wall clock stepped by `step`, forward or (negative) back.
    public static func clockStepped(by step: Duration) -> LogEvent {
        LogEvent(.clockStepped, [LogField("step_ms", step.wholeMilliseconds)])
    }
}
