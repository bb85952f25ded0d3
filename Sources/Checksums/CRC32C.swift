// SPDX-License-Identifier: Apache-2.0

internal import CCRC32C

/// CRC-32C (Castagnoli, RFC 3720 section 12.1): `0xE3069283` for the digits 1 to 9.
public enum CRC32C: Sendable {
    /// The checksum of `bytes`.
    ///
    /// - Parameter checksum: That of the bytes before these, to go on from; 0 to begin.
    public static func checksum(
        of bytes: UnsafeBufferPointer<UInt8>, continuing checksum: UInt32 = 0
    ) -> UInt32 {
        guard let start = bytes.baseAddress else { return checksum }
        return unsafe feedwatch_crc32c(checksum, start, bytes.count)
    }

    /// The checksum of `bytes`.
    public static func checksum(of bytes: [UInt8]) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { unsafe checksum(of: $0) }
    }
}
