// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the kernel allows this process (getrlimit(2)).
public enum ResourceLimits: Sendable {
    /// Raises the number of files that may be open to the most that is allowed without privilege.
    /// systemd and shells set 1,024, for the sake of programs that use select(2).
    public static func raiseOpenFiles() throws(SystemError) {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw SystemError(operation: "getrlimit", path: "", errno: errno)
        }
        limit.rlim_cur = limit.rlim_max
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw SystemError(operation: "setrlimit", path: "", errno: errno)
        }
    }
}
