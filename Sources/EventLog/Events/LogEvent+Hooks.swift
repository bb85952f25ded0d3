// SPDX-License-Identifier: Apache-2.0

public import FeedModel
public import SystemCalls

extension LogEvent {
    /// A hook's command failed and will be run again.
    ///
    /// - Parameter attempt: How many times it has been run for this story, from 1.
    public static func hookFailed(
        hook: String, story: StoryID, attempt: Int, next: Instant?, reason: String
    ) -> LogEvent {
        var fields = [
            LogField("hook", hook), .storyID(story), LogField("attempt", attempt),
        ]
        if let next { fields.append(.time("next_attempt", next)) }
        return LogEvent(.hookFailed, fields + [LogField("reason", reason, .reason)])
    }

    /// A hook that failed took a story.
    ///
    /// - Parameter failures: How many times in a row it had failed.
    public static func hookRecovered(hook: String, failures: Int) -> LogEvent {
        LogEvent(.hookRecovered, [LogField("hook", hook), LogField("failures", failures)])
    }

    /// A hook's command failed for the last time for this story.
    public static func hookDeadLetter(
        hook: String, story: StoryID, reason: String
    ) -> LogEvent {
        LogEvent(
            .hookDeadLetter,
            [LogField("hook", hook), .storyID(story), LogField("reason", reason, .reason)])
    }

    /// A line of a hook's standard error.
    public static func hookOutput(hook: String, story: StoryID, line: String) -> LogEvent {
        LogEvent(
            .hookOutput,
            [LogField("hook", hook), .storyID(story), LogField("output", line, .reason)])
    }

    /// The metrics file cannot be written.
    public static func metricsFailed(_ error: SystemError) -> LogEvent {
        LogEvent(.metricsFailed, LogField.system(error))
    }
}
