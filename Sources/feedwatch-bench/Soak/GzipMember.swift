// SPDX-License-Identifier: Apache-2.0

import CZlib

/// A gzip member in memory (RFC 1952).
enum GzipMember {
    /// The member that has `bytes`.
    static func of(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var zlib = [UInt8](repeating: 0, count: Int(length))
        // Fails for lack of room or memory only, and there is room.
        guard unsafe compress2(&zlib, &length, bytes, UInt(bytes.count), 1) == Z_OK else {
            return []
        }
        // zlib's frame of two bytes in front and four behind (RFC 1950) gives way to gzip's.
        let deflated = zlib[2..<(Int(length) - 4)]
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        let sum = unsafe UInt32(crc32(0, bytes, UInt32(bytes.count)))
        return head + deflated + littleEndian(sum) + littleEndian(UInt32(bytes.count))
    }

    private static func littleEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }
}
