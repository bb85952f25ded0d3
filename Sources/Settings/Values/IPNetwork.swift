// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A network of IPv4 or IPv6 addresses (RFC 4632, RFC 4291 section 2.3).
public struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
    /// The address in network byte order, 4 or 16 bytes; the bits past the prefix are zero.
    public let address: [UInt8]
    /// How many leading bits are the network's.
    public let prefixLength: Int
    /// `10.1.0.0/16`
    public let description: String

    /// Reads `ADDRESS/LENGTH`; an address alone is a network of one.
    ///
    /// Throws what is wrong, in words: bits past the prefix that are not zero, too, since they
    /// mean that another network was thought of.
    init(_ text: String) throws(InvalidValue) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bytes = Self.bytes(ofAddress: String(parts[0])) else {
            throw InvalidValue("\(quoted(text)) is no network such as `10.1.0.0/16`")
        }
        let bits = bytes.count * 8
        var length = bits
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let given = Int(parts[1]),
                given <= bits
            else { throw InvalidValue("a prefix is a number from 0 to \(bits)") }
            length = given
        }
        let masked = bytes.indices.map { index -> UInt8 in
            let kept = min(max(length - index * 8, 0), 8)
            return bytes[index] & ~UInt8(truncatingIfNeeded: 0xFF >> kept)
        }
        address = masked
        prefixLength = length
        description = "\(Self.text(ofAddress: masked))/\(length)"
        guard masked == bytes else {
            throw InvalidValue("\(quoted(text)) has bits past its prefix; that network is \(self)")
        }
    }

    /// The bytes of an IPv4 address in dotted decimals or an IPv6 address. The corresponding C
    /// function is `inet_pton`.
    private static func bytes(ofAddress text: String) -> [UInt8]? {
        let isIPv6 = text.utf8.contains(UInt8(ascii: ":"))
        var bytes = [UInt8](repeating: 0, count: isIPv6 ? 16 : 4)
        return unsafe inet_pton(isIPv6 ? AF_INET6 : AF_INET, text, &bytes) == 1 ? bytes : nil
    }

    /// The corresponding C function is `inet_ntop`, which fails only for want of space.
    private static func text(ofAddress bytes: [UInt8]) -> String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        _ = unsafe inet_ntop(
            bytes.count == 16 ? AF_INET6 : AF_INET, bytes, &text, socklen_t(text.count))
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }
}
