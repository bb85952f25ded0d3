// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims
import Glibc

/// A bounded queue between threads: `put` waits while it is full, `take` while it is empty.
///
/// Whole batches go in and out under one lock: handing over each element by itself costs 4 µs more
/// (a wake-up each), a batch nothing that could be measured.
public final class Mailbox<Element: Sendable>: Sendable {
    private let capacity: Int
    private let queue: LockedQueue<Element>

    /// An open, empty mailbox.
    ///
    /// - Parameter capacity: The elements it holds before `put` waits; at least 1.
    public init(capacity: Int) {
        precondition(capacity > 0)
        self.capacity = capacity
        queue = LockedQueue()
    }

    /// Adds one element, waiting while the mailbox is full.
    ///
    /// - Returns: Whether it was added; false when the mailbox is closed.
    @discardableResult
    public func put(_ element: Element) -> Bool {
        put(contentsOf: [element])
    }

    /// Adds elements, waiting while the mailbox is full; a batch enters as soon as there is room
    /// for one, and whole, so that a batch may pass the capacity once.
    ///
    /// - Returns: Whether they were added; false when the mailbox is closed.
    @discardableResult
    public func put(contentsOf elements: [Element]) -> Bool {
        queue.lock()
        defer { queue.unlock() }
        while queue.elements.count >= capacity && !queue.isClosed { queue.waitForRoom() }
        return append(elements)
    }

    /// Adds elements without ever waiting, beyond the capacity if need be: for a thread that must
    /// not block and whose sender is bounded by other means.
    ///
    /// - Returns: Whether they were added; false when the mailbox is closed.
    @discardableResult
    public func post(contentsOf elements: [Element]) -> Bool {
        queue.lock()
        defer { queue.unlock() }
        return append(elements)
    }

    /// Takes the oldest elements, waiting until there is one.
    ///
    /// - Parameter limit: The most to take, at least 1.
    /// - Parameter deadline: When to stop waiting, by `SystemClock.monotonicMilliseconds`.
    /// - Returns: At least one element; none at the deadline; nil when the mailbox is closed and
    ///   all has been taken.
    public func take(upTo limit: Int = .max, until deadline: Int64? = nil) -> [Element]? {
        precondition(limit > 0)
        queue.lock()
        defer { queue.unlock() }
        while queue.elements.isEmpty {
            if queue.isClosed { return nil }
            if let deadline {
                guard queue.waitForElements(until: deadline) else { return [] }
            } else {
                queue.waitForElements()
            }
        }
        let taken: [Element]
        if queue.elements.count <= limit {
            taken = queue.elements
            queue.elements = []
        } else {
            taken = Array(queue.elements.prefix(limit))
            queue.elements.removeFirst(limit)
            // Others may be waiting for what is left.
            queue.signalElements()
        }
        queue.signalRoom()
        return taken
    }

    /// Lets nothing more in and wakes everybody who waits; what is in can still be taken.
    public func close() {
        queue.lock()
        defer { queue.unlock() }
        queue.isClosed = true
        queue.signalElements()
        queue.signalRoom()
    }

    /// How many elements wait to be taken.
    public var count: Int {
        queue.lock()
        defer { queue.unlock() }
        return queue.elements.count
    }

    private func append(_ elements: [Element]) -> Bool {
        guard !queue.isClosed else { return false }
        queue.elements += elements
        if !elements.isEmpty { queue.signalElements() }
        return true
    }
}

/// A mutex, two condition variables and what they guard.
///
/// Sendable although it is mutable: `elements` and `isClosed` are touched between `lock` and
/// `unlock` only, and the pthread objects, at addresses of their own as pthreads(7) demands, may be
/// used from every thread.
@safe private final class LockedQueue<Element: Sendable>: @unchecked Sendable {
    var elements: [Element] = []
    var isClosed = false

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let nonEmpty = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let nonFull = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        var attributes = pthread_condattr_t()
        unsafe check(pthread_condattr_init(&attributes))
        // Deadlines must not move with the wall clock.
        unsafe check(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC))
        unsafe check(pthread_mutex_init(mutex, nil))
        unsafe check(pthread_cond_init(nonEmpty, &attributes))
        unsafe check(pthread_cond_init(nonFull, &attributes))
        unsafe check(pthread_condattr_destroy(&attributes))
    }

    deinit {
        unsafe check(pthread_cond_destroy(nonFull))
        unsafe check(pthread_cond_destroy(nonEmpty))
        unsafe check(pthread_mutex_destroy(mutex))
        unsafe nonFull.deallocate()
        unsafe nonEmpty.deallocate()
        unsafe mutex.deallocate()
    }

    func lock() { unsafe check(pthread_mutex_lock(mutex)) }
    func unlock() { unsafe check(pthread_mutex_unlock(mutex)) }
    func waitForRoom() { unsafe check(pthread_cond_wait(nonFull, mutex)) }
    func waitForElements() { unsafe check(pthread_cond_wait(nonEmpty, mutex)) }
    func signalElements() { unsafe check(pthread_cond_broadcast(nonEmpty)) }
    func signalRoom() { unsafe check(pthread_cond_broadcast(nonFull)) }

    /// Whether it was woken before the deadline.
    func waitForElements(until deadline: Int64) -> Bool {
        let milliseconds = max(deadline, 0)
        var time = timespec(
            tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
        let code = unsafe pthread_cond_timedwait(nonEmpty, mutex, &time)
        if code == ETIMEDOUT { return false }
        check(code)
        return true
    }

    /// These calls fail for wrong use only (EINVAL, EPERM), which would be a mistake of this file.
    private func check(_ code: Int32) {
        precondition(code == 0, "pthread: \(code)")
    }
}
