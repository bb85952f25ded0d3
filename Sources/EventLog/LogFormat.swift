// SPDX-License-Identifier: Apache-2.0

/// How events are written. Raw values are those of the configuration (`log.format`).
public enum LogFormat: String, Sendable, CaseIterable {
    /// The journal when standard error is connected to it, else text.
    case auto
    /// `2026-11-21T20:31:07.123Z notice match topic=…`, one line an event.
    case text
    /// One JSON object a line.
    case json
    /// Native entries of the systemd journal.
    case journal
}
