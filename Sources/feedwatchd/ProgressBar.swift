// SPDX-License-Identifier: Apache-2.0

import EventLog
import Ingestion
import SystemCalls

/// The line that a person watches while every feed is asked once: on the terminal that standard
/// error is, below the log, and nowhere else.
final class ProgressBar {
    private let log: EventLog
    private let usesColour: Bool
    private var nextDrawing = Int64.min

    /// A bar; nil when nobody watches, or the terminal cannot erase a line.
    init?(on log: EventLog, environment: [String: String]) {
        guard TerminalDevice.isTerminal(2), environment["TERM", default: "dumb"] != "dumb" else {
            return nil
        }
        self.log = log
        usesColour = environment["NO_COLOR", default: ""].isEmpty
    }

    /// Shows `progress`, ten times a second at most.
    func show(_ progress: RoundProgress) {
        let now = SystemClock.monotonicMilliseconds()
        guard now >= nextDrawing else { return }
        nextDrawing = now + 100
        // One column less than there are: some terminals wrap behind the last one.
        let columns = (TerminalDevice.columns(of: 2) ?? 80) - 1
        log.showFooter(Self.line(of: progress, columns: columns, usesColour: usesColour))
    }

    /// Takes the bar away.
    func clear() {
        log.showFooter("")
    }

    /// `[#####.....] 132 of 266 feeds, 14 stories, 3 failed`, as much of it as fits: the bar gives
    /// way first.
    static func line(of progress: RoundProgress, columns: Int, usesColour: Bool) -> String {
        let failed = progress.failed == 0 ? "" : "\(progress.failed) failed"
        var words = "\(progress.done) of \(progress.total) feeds, \(progress.stories) stories"
        if !failed.isEmpty { words += ", " }
        let room = columns - words.utf8.count - failed.utf8.count - 3
        guard room >= 0 else { return String((words + failed).prefix(max(columns, 0))) }
        let width = min(room, 40)
        let filled = progress.total == 0 ? width : width * progress.done / progress.total
        let bar =
            width < 4
            ? ""
            : "[\(String(repeating: "#", count: filled))"
                + "\(String(repeating: ".", count: width - filled))] "
        let shown = usesColour && !failed.isEmpty ? "\u{1B}[31m\(failed)\u{1B}[0m" : failed
        return bar + words + shown
    }
}
