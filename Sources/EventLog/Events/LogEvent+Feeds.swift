// SPDX-License-Identifier: Apache-2.0

public import FeedModel

// `feed` is a feed's configured URL without user name and password, everywhere here.

extension LogEvent {
    /// A feed was asked.
    ///
    /// - Parameters:
    ///   - result: As in `feedwatch status`: `new`, `unchanged`, `not-modified`, `failed:KIND`.
    ///   - httpStatus: The status of the last response; nil without one.
    ///   - bytes: What came over the wire.
    ///   - next: When the feed is asked again.
    public static func poll(
        feed: String, result: String, httpStatus: Int?, books: Books, bytes: Int64,
        duration: Duration, next: Instant?
    ) -> LogEvent {
        var fields = [LogField("feed", feed), LogField("result", result)]
        if let httpStatus { fields.append(LogField("http_status", httpStatus)) }
        fields += [
            LogField("seen", books.seen), LogField("known", books.known),
            LogField("rejected", books.rejected), LogField("stories", books.stories),
            LogField("sightings", books.sightings), LogField("revisions", books.revisions),
            LogField("bytes", bytes), LogField("duration_ms", duration.wholeMilliseconds),
        ]
        if let next { fields.append(.time("next_poll", next)) }
        return LogEvent(.poll, fields)
    }

    /// A feed that worked has failed.
    ///
    /// - Parameter reason: What happened, in words.
    public static func feedFailing(
        feed: String, result: String, httpStatus: Int?, next: Instant?, reason: String
    ) -> LogEvent {
        var fields = [LogField("feed", feed), LogField("result", result)]
        if let httpStatus { fields.append(LogField("http_status", httpStatus)) }
        if let next { fields.append(.time("next_poll", next)) }
        return LogEvent(.feedFailing, fields + [LogField("reason", reason, .reason)])
    }

    /// A feed that failed works again.
    ///
    /// - Parameter failures: How many polls in a row had failed.
    public static func feedRecovered(feed: String, failures: Int) -> LogEvent {
        LogEvent(.feedRecovered, [LogField("feed", feed), LogField("failures", failures)])
    }

    /// A feed has a new address for good.
    public static func feedMoved(feed: String, to url: String) -> LogEvent {
        LogEvent(.feedMoved, [LogField("feed", feed), LogField("to", url)])
    }

    /// A feed said 410 Gone.
    ///
    /// - Parameter next: When it is asked once more all the same.
    public static func feedGone(feed: String, next: Instant?) -> LogEvent {
        LogEvent(
            .feedGone, [LogField("feed", feed)] + (next.map { [.time("next_poll", $0)] } ?? []))
    }

    /// A poll shares nothing with the one before.
    ///
    /// - Parameters:
    ///   - since: When that was.
    ///   - reason: What it means and what to do, in words.
    public static func feedGap(feed: String, since: Instant?, reason: String) -> LogEvent {
        LogEvent(
            .feedGap,
            [LogField("feed", feed)] + (since.map { [.time("since", $0)] } ?? [])
                + [LogField("reason", reason, .reason)])
    }

    /// A feed's state changed in a way that has no event of its own.
    ///
    /// - Parameters:
    ///   - old: The state before, as `feedwatch status` names it.
    ///   - new: The state now.
    public static func feedState(feed: String, from old: String, to new: String) -> LogEvent {
        LogEvent(
            .feedState, [LogField("feed", feed), LogField("from", old), LogField("to", new)])
    }

    /// A host, or one feed of it, asked for patience.
    ///
    /// - Parameter httpStatus: 429 or 503.
    public static func feedHeld(feed: String, httpStatus: Int?, until: Instant) -> LogEvent {
        var fields = [LogField("feed", feed)]
        if let httpStatus { fields.append(LogField("http_status", httpStatus)) }
        return LogEvent(.feedHeld, fields + [.time("until", until)])
    }
}

extension LogField {
    /// A point in time, RFC 3339 in UTC.
    static func time(_ key: String, _ instant: Instant) -> LogField {
        LogField(key, instant.rfc3339())
    }
}
