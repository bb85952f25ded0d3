// SPDX-License-Identifier: Apache-2.0

/// How much an event matters. Raw values are those of the configuration and the command line.
public enum LogLevel: String, Sendable, CaseIterable, Comparable {
    case trace, debug, info, notice, warning, error, critical

    /// The priority of syslog(3) and the journal: 2 (critical) to 7 (debug).
    public var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// Whether `a` matters less.
    public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rank < b.rank }

    private var rank: Int { (7 - priority) * 2 + (self == .trace ? 0 : 1) }
}
