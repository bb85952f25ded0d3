// SPDX-License-Identifier: Apache-2.0

/// A block of addresses: those that share the first `prefixLength` bits (RFC 4632).
public struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    /// The lowest address of the block.
    public let base: IPAddress
    /// The number of leading bits that count.
    public let prefixLength: Int

    /// `10.1.0.0/16`
    public var description: String { "\(base)/\(prefixLength)" }

    /// Reads `10.1.0.0/16`, `fd00::/8` or a single address; nil for anything else. Bits behind the
    /// prefix are ignored.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPAddress($0) }) else { return nil }
        let width = address.isIPv4 ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
                let given = Int(parts[1]), given <= width
            else { return nil }
            length = given
        }
        base = IPAddress(
            bits: address.bits & IPNetwork.mask(length, of: width), isIPv4: address.isIPv4)
        prefixLength = length
    }

    /// Whether `address` is of the block. IPv4 addresses are never of an IPv6 block.
    public func contains(_ address: IPAddress) -> Bool {
        guard address.isIPv4 == base.isIPv4 else { return false }
        let width = base.isIPv4 ? 32 : 128
        return address.bits & IPNetwork.mask(prefixLength, of: width) == base.bits
    }

    private static func mask(_ length: Int, of width: Int) -> UInt128 {
        let all = width == 32 ? UInt128(UInt32.max) : UInt128.max
        return all & (all << UInt128(width - length))
    }
}
