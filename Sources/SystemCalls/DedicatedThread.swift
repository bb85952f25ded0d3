// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims
import Glibc
import Synchronization

/// A thread of its own for one long task, such as a transfer loop.
///
/// Not for short work: starting one costs tens of microseconds and its stack.
public final class DedicatedThread: Sendable {
    private let thread: pthread_t
    /// Whether `join` has been called; pthread_join(3) may be called once only.
    private let isJoined = Mutex(false)

    /// Starts a thread that runs `body` and then ends. All signals are blocked on it, so that they
    /// are handled on the main thread.
    ///
    /// - Parameter name: Shown by ps and top; the kernel keeps its first 15 bytes.
    /// - Parameter stackSize: Bytes, at least PTHREAD_STACK_MIN (16 KiB).
    /// - Throws: EAGAIN when the machine has no more threads to give, EINVAL for a bad stack size.
    public init(
        name: String, stackSize: Int = 512 << 10, _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        var attributes = pthread_attr_t()
        // Fails only for lack of memory, which on Linux it does not need.
        _ = unsafe pthread_attr_init(&attributes)
        defer { _ = unsafe pthread_attr_destroy(&attributes) }
        let sized = unsafe pthread_attr_setstacksize(&attributes, stackSize)
        guard sized == 0 else {
            throw SystemError(operation: "pthread_attr_setstacksize", path: name, errno: sized)
        }
        let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, body: body))
        var thread = pthread_t()
        let code = Self.withSignalsBlocked {
            unsafe pthread_create(
                &thread, &attributes, { unsafe ThreadStart.run($0) }, start.toOpaque())
        }
        guard code == 0 else {
            unsafe start.release()
            throw SystemError(operation: "pthread_create", path: name, errno: code)
        }
        self.thread = thread
    }

    deinit {
        // A thread neither joined nor detached would keep its stack for ever.
        if !isJoined.withLock({ $0 }) { _ = pthread_detach(thread) }
    }

    /// Waits until the body has returned; at once when somebody waited before.
    ///
    /// - Precondition: Not called on the thread itself.
    public func join() {
        isJoined.withLock { isJoined in
            if isJoined { return }
            precondition(pthread_equal(thread, pthread_self()) == 0, "a thread joined itself")
            let code = pthread_join(thread, nil)
            precondition(code == 0, "pthread_join: \(code)")
            isJoined = true
        }
    }

    /// A thread inherits the mask of the one that starts it (pthread_create(3)): set there, no
    /// signal can slip in before the new thread could block it.
    private static func withSignalsBlocked<Result>(_ body: () -> Result) -> Result {
        var (all, before) = (sigset_t(), sigset_t())
        // These fail for an unknown first argument only.
        _ = unsafe sigfillset(&all)
        _ = unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        return body()
    }
}

/// What travels to the new thread through the one pointer that pthread_create(3) has for it.
private final class ThreadStart {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }

    static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context = unsafe context else { return nil }
        let start = unsafe Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue()
        // Fails for an unknown option only.
        _ = unsafe feedwatch_set_thread_name(start.name)
        start.body()
        return nil
    }
}
