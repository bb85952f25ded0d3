// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Wakes up when something in watched directories changes: the corresponding interface is
/// inotify(7). It needs nothing but the right to read.
///
/// It says that something changed, not what: whoever waits looks for himself, so that no event
/// can be lost in a queue that overflows.
public struct DirectoryWatch: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Watches nothing yet.
    public init() throws(SystemError) {
        let raw = try retry("inotify_init1", "") {
            inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        }
        descriptor = FileDescriptor(owning: raw, path: "inotify")
    }

    /// Watches the directory at `path`: files in it that are made, written, moved or removed.
    /// A directory that is watched already costs nothing.
    public borrowing func add(_ path: String) throws(SystemError) {
        let events =
            IN_CREATE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF
        let raw = descriptor.rawValue
        _ = try retry("inotify_add_watch", path) {
            unsafe inotify_add_watch(raw, path, UInt32(events) | UInt32(IN_ONLYDIR))
        }
    }

    /// Waits until something changed, at most `timeout` milliseconds; -1 waits without end.
    ///
    /// - Returns: Whether something changed. False also after a signal, so that the caller can
    ///   look whether he is to stop.
    public borrowing func wait(timeoutMilliseconds timeout: Int32) throws(SystemError) -> Bool {
        try wait(timeout, others: [])
    }

    /// Waits until something changed, or nobody reads from the pipe any more whose descriptor for
    /// writing `pipe` is, at most `timeout` milliseconds.
    public borrowing func wait(
        timeoutMilliseconds timeout: Int32, orUntilClosed pipe: Int32
    ) throws(SystemError) -> Bool {
        // Asked for nothing, poll(2) tells of errors and of the other end's closing.
        try wait(timeout, others: [pollfd(fd: pipe, events: 0, revents: 0)])
    }

    private borrowing func wait(
        _ timeout: Int32, others: [pollfd]
    ) throws(SystemError) -> Bool {
        var polls = [pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)] + others
        let ready = unsafe Glibc.poll(&polls, nfds_t(polls.count), timeout)
        if ready < 0 {
            if errno == EINTR { return false }
            throw SystemError(operation: "poll", path: descriptor.path, errno: errno)
        }
        guard polls[0].revents != 0 else { return false }
        try drain()
        return true
    }

    /// Takes all events out of the queue.
    private borrowing func drain() throws(SystemError) {
        while true {
            do {
                // At least one event with the longest name fits (inotify(7)).
                if try descriptor.read(upTo: 16_384).isEmpty { return }
            } catch  where error.errno == EAGAIN {
                return
            }
        }
    }
}
