// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Bytes that are only ever appended to, behind one pointer: an array asks at every append whether
/// it is its memory's only owner, which costs more than most tokens of JSON do.
///
/// Invariant: `start` owns room for `capacity` bytes, of which the first `count` are written. It is
/// sent with the value, which has one owner, and nothing else knows the address.
@safe struct ByteBuffer: ~Copyable, @unchecked Sendable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        unsafe start = Self.allocated(nil, self.capacity)
    }

    deinit { unsafe free(start) }

    var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: start, count: count)
    }

    mutating func removeAll() { count = 0 }

    /// The place of the next byte, with room for `free` bytes. Valid until the next call.
    @inline(__always)
    mutating func room(for free: Int) -> UnsafeMutablePointer<UInt8> {
        if free > capacity - count { grow(free) }
        return unsafe start + count
    }

    /// Counts `written` bytes, which were written at `room(for:)`, as appended.
    @inline(__always)
    mutating func commit(_ written: Int) { count += written }

    /// Counts the bytes up to `end`, which were written from `room(for:)` on, as appended.
    @inline(__always)
    mutating func commit(upTo end: UnsafeMutablePointer<UInt8>) { count = unsafe end - start }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        unsafe room(for: 1).pointee = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ source: UnsafePointer<UInt8>, count added: Int) {
        unsafe room(for: added).update(from: source, count: added)
        count += added
    }

    mutating func append(contentsOf source: some Collection<UInt8>) {
        let added = source.count
        let free = unsafe UnsafeMutableBufferPointer(start: room(for: added), count: added)
        _ = unsafe free.update(fromContentsOf: source)
        count += added
    }

    mutating func overwrite(at offset: Int, with source: Span<UInt8>) {
        precondition(offset >= 0 && offset + source.count <= count)
        for index in source.indices { unsafe start[offset &+ index] = source[index] }
    }

    @inline(never)
    private mutating func grow(_ free: Int) {
        capacity = max(2 * capacity, count + free)
        unsafe start = Self.allocated(start, capacity)
    }

    /// Memory of `size` bytes with what was in `memory`. Of a large buffer the C library moves
    /// pages, not bytes, so that there never are two.
    private static func allocated(
        _ memory: UnsafeMutablePointer<UInt8>?, _ size: Int
    ) -> UnsafeMutablePointer<UInt8> {
        guard let memory = unsafe realloc(memory, size) else {
            // As when Swift itself gets no memory.
            preconditionFailure("no memory for \(size) bytes of JSON")
        }
        return unsafe memory.assumingMemoryBound(to: UInt8.self)
    }
}
