// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// A hash of 64 bits that is the same in every run and on every machine: what is kept in memory and
/// under `state/`. Not for use against an adversary who can choose both inputs and gain by it.
///
/// Multiply and fold, eight bytes at a time (the construction of wyhash, Wang Yi).
struct Hash64: Hashable, Sendable {
    /// The hash.
    let value: UInt64

    /// The hash of `text` under `seed`.
    init(_ text: UTF8Text, seed: UInt64) {
        value = unsafe text.withUnsafeBytes { unsafe Self.hash($0, seed: seed) }
    }

    /// The hash of `bytes` under `seed`.
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
        let raw = UnsafeRawBufferPointer(bytes)
        var hash = mix(seed ^ first, UInt64(truncatingIfNeeded: raw.count) ^ second)
        var index = 0
        while index &+ 8 <= raw.count {
            let word = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            hash = mix(hash ^ UInt64(littleEndian: word), first)
            index &+= 8
        }
        var tail: UInt64 = 0
        for shift in 0..<(raw.count &- index) {
            tail |= UInt64(unsafe raw[index &+ shift]) << UInt64(shift &* 8)
        }
        return mix(hash ^ tail, second)
    }

    /// The hash under the seed 0 of `count` < 16 bytes: the first eight in `head`, if there are as
    /// many, and the others in `tail`; least significant first, the upper part zero.
    @inline(__always) static func hash(_ head: UInt64?, tail: UInt64, count: Int) -> UInt64 {
        let start = mix(first, UInt64(truncatingIfNeeded: count) ^ second)
        let next = mix(start ^ (head ?? 0), first)
        return mix((head == nil ? start : next) ^ tail, second)
    }

    /// The two halves of the product, folded.
    @inline(__always) static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Two odd numbers with half their bits set (wyhash's secret).
    private static let first: UInt64 = 0xa076_1d64_78bd_642f
    private static let second: UInt64 = 0xe703_7ed1_a0b4_28db
}
