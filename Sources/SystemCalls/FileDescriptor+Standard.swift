// SPDX-License-Identifier: Apache-2.0

import Glibc

extension FileDescriptor {
    /// A duplicate of an open descriptor, such as 1 or 2, with O_CLOEXEC: what the process was
    /// started with stays open when this one closes. The C function is `fcntl` (F_DUPFD_CLOEXEC).
    public static func duplicate(
        of rawValue: Int32, path: String
    ) throws(SystemError) -> FileDescriptor {
        // From 3 up, so that a closed 0, 1 or 2 is never taken by accident.
        let raw = try retry("dup", path) { fcntl(rawValue, F_DUPFD_CLOEXEC, 3) }
        return FileDescriptor(owning: raw, path: path)
    }

    /// Whether this is the writing end of a pipe or socket whose other end is closed. The
    /// corresponding C function is `poll`.
    public var isBroken: Bool {
        var request = pollfd(fd: rawValue, events: 0, revents: 0)
        guard unsafe poll(&request, 1, 0) > 0 else { return false }
        return Int32(request.revents) & POLLERR != 0
    }
}
