// SPDX-License-Identifier: Apache-2.0

/// A network of IPv4 or IPv6 addresses (RFC 4632, RFC 4291 section 2.3).
public struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
    /// The address in network byte order, 4 or 16 bytes; the bits past the prefix are zero.
    public let address: [UInt8]
    /// How many leading bits are the network's.
    public let prefixLength: Int
    /// As configured: `10.1.0.0/16`.
    public let description: String
}
