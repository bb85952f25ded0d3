// SPDX-License-Identifier: Apache-2.0

extension LogEvent {
    /// Something in the configuration that is allowed but hardly meant.
    ///
    /// - Parameter place: `file:line:column`, or what of it is known.
    public static func configWarning(at place: String, _ message: String) -> LogEvent {
        LogEvent(
            .configWarning,
            [LogField("place", place, .subject), LogField("reason", message, .reason)])
    }

    /// The configuration is wrong at this place.
    ///
    /// - Parameter place: `file:line:column`, or what of it is known.
    public static func configError(at place: String, _ message: String) -> LogEvent {
        LogEvent(
            .configError,
            [LogField("place", place, .subject), LogField("reason", message, .reason)])
    }

    /// A topic's new version is broken; the old one stays in force.
    public static func topicKept(topic: String, reason: String) -> LogEvent {
        LogEvent(.topicKept, [LogField("topic", topic), LogField("reason", reason, .reason)])
    }

    /// A topic's example does not come out as it should.
    public static func exampleFailed(topic: String, file: String, reason: String) -> LogEvent {
        LogEvent(
            .exampleFailed,
            [
                LogField("topic", topic), LogField("file", file),
                LogField("reason", reason, .reason),
            ])
    }
}
