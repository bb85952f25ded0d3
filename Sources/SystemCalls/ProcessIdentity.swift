// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Who this process is to the kernel.
public enum ProcessIdentity: Sendable {
    /// The process id.
    public static var processID: Int32 { getpid() }

    /// The user whose rights it has.
    public static var effectiveUserID: UInt32 { geteuid() }

    /// The processors this process may use now.
    public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
