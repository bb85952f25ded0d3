// SPDX-License-Identifier: Apache-2.0

/// Why the daemon cannot start or go on.
public struct DaemonError: Error, Sendable, CustomStringConvertible {
    /// The exit status (sysexits.h).
    public var exitStatus: Int32
    /// What happened and what to do, ending in strerror's words where a system call failed.
    public var description: String

    /// An error.
    init(exitStatus: Int32, _ description: String) {
        self.exitStatus = exitStatus
        self.description = description
    }
}
