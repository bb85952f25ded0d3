// SPDX-License-Identifier: Apache-2.0

import Checksums
import Testing

@Suite struct ChecksumTests {
    /// RFC 3720 appendix B.4.
    private static let known: [(bytes: [UInt8], checksum: UInt32)] = [
        ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
        (Array(0..<32), 0x46DD_794E),
        ((0..<32).reversed(), 0x113F_DB5C),
        (Array("123456789".utf8), 0xE306_9283),
        ([], 0),
    ]

    @Test(arguments: known) func knownCRC32C(bytes: [UInt8], expected: UInt32) {
        #expect(CRC32C.checksum(of: bytes) == expected)
    }

    /// A checksum may be taken in pieces, of any length and alignment.
    @Test func crc32CGoesOn() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let whole = CRC32C.checksum(of: bytes)
        for cut in stride(from: 0, through: 1000, by: 37) {
            let first = CRC32C.checksum(of: Array(bytes[..<cut]))
            let second = bytes[cut...].withUnsafeBufferPointer {
                CRC32C.checksum(of: $0, continuing: first)
            }
            #expect(second == whole)
        }
    }

    /// Long texts are summed in parts side by side; the definition goes bit by bit.
    @Test(arguments: [255, 256, 767, 768, 769, 776, 1535, 1536, 5000])
    func crc32CIsWhatTheDefinitionSays(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }
        var expected: UInt32 = .max
        for byte in bytes {
            expected ^= UInt32(byte)
            for _ in 0..<8 { expected = expected >> 1 ^ (expected & 1 == 0 ? 0 : 0x82F6_3B78) }
        }
        #expect(CRC32C.checksum(of: bytes) == ~expected)
    }

    /// FIPS 180-4's examples.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func knownSHA256(text: String, expected: String) {
        let digest = SHA256.digest(of: Array(text.utf8))
        let written = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(written == expected)
    }
}
