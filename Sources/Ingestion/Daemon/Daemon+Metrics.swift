// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import FeedModel
internal import Metrics
internal import Polling
internal import Settings
internal import SystemCalls

extension Daemon {
    /// Writes the metrics file when it is time.
    func writeMetrics(at now: Moment) {
        guard configuration.settings.metricsTextFile != nil, now.monotonic >= nextMetrics else {
            return
        }
        nextMetrics = now.monotonic + Self.metricsMilliseconds
        writeMetricsNow(isUp: true, at: now)
    }

    /// Writes the metrics file, if there is to be one.
    ///
    /// - Parameter isUp: Whether the daemon goes on.
    func writeMetricsNow(isUp: Bool, at now: Moment) {
        guard let path = configuration.settings.metricsTextFile else { return }
        do {
            try MetricsFile.replace(path, with: exposition(isUp: isUp).bytes)
            metricsAreFailing = false
        } catch {
            // Once, not every time.
            if !metricsAreFailing { log.write(.metricsFailed(error), at: now.wall) }
            metricsAreFailing = true
        }
    }

    /// Takes away a file that is written no more: it would be collected for ever.
    func removeMetrics(of old: String?) {
        guard let old, old != configuration.settings.metricsTextFile else { return }
        // Where it cannot be removed it was not written either.
        try? FileSystem.remove(old)
    }

    /// When the metrics file is written next, by the monotonic clock.
    var metricsWake: Int64 {
        configuration.settings.metricsTextFile == nil ? .max : nextMetrics
    }

    /// A quarter of a minute: the usual time between two scrapes.
    private static let metricsMilliseconds: Int64 = 15_000
}
