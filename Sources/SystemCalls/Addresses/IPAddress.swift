// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable {
    /// The address in host order; of IPv4 the lower 32 bits.
    public let bits: UInt128
    /// Whether it is an IPv4 address.
    public let isIPv4: Bool

    /// An address of these bits.
    ///
    /// - Parameter bits: In host order; of IPv4 no more than the lower 32.
    public init(bits: UInt128, isIPv4: Bool) {
        self.bits = bits
        self.isIPv4 = isIPv4
    }

    /// Reads dotted decimal or RFC 4291 text, as inet_pton(3) does; nil for anything else, so also
    /// for octal, hexadecimal and short forms. A zone (`%eth0`) is not part of an address.
    public init?(_ text: some StringProtocol) {
        let string = String(text)
        var v4 = in_addr()
        var v6 = in6_addr()
        if unsafe inet_pton(AF_INET, string, &v4) == 1 {
            self.init(v4)
        } else if unsafe inet_pton(AF_INET6, string, &v6) == 1 {
            self.init(v6)
        } else {
            return nil
        }
    }

    private init(_ address: in_addr) {
        self.init(bits: UInt128(UInt32(bigEndian: address.s_addr)), isIPv4: true)
    }

    private init(_ address: in6_addr) {
        var address = address
        let bits = unsafe withUnsafeBytes(of: &address) {
            unsafe $0.loadUnaligned(as: UInt128.self)
        }
        self.init(bits: UInt128(bigEndian: bits), isIPv4: false)
    }

    /// The IPv4 address inside an IPv4-mapped IPv6 one (RFC 4291 section 2.5.5.2), which the
    /// kernel connects to over IPv4; otherwise the address itself.
    public var unmapped: IPAddress {
        guard !isIPv4, bits >> 32 == 0xFFFF else { return self }
        return IPAddress(bits: bits & 0xFFFF_FFFF, isIPv4: true)
    }
}

extension IPAddress: CustomStringConvertible {
    /// The address as inet_ntop(3) writes it.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        if isIPv4 {
            var address = in_addr(s_addr: UInt32(truncatingIfNeeded: bits).bigEndian)
            // Fails only for a short buffer, and INET6_ADDRSTRLEN is long enough for either.
            _ = unsafe inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
        } else {
            var address = bits.bigEndian
            _ = unsafe inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
