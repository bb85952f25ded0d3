// SPDX-License-Identifier: Apache-2.0

import SystemCalls

extension IPAddress {
    /// Whether the address is one of the public internet's, for one host.
    ///
    /// By the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its successors),
    /// the multicast blocks, and for IPv6 only within 2000::/3, all that is allocated (RFC 4291
    /// section 2.4). Tunnels that carry an IPv4 address inside are refused, since that address
    /// would be reached in disguise; only the well-known NAT64 prefix, through which hosts without
    /// IPv4 see the whole of the IPv4 internet, is judged by the address inside.
    var isGlobalUnicast: Bool {
        if isIPv4 { return !SpecialPurpose.ipv4.contains { $0.contains(self) } }
        if SpecialPurpose.nat64.contains(where: { $0.contains(self) }) {
            return IPAddress(bits: bits & 0xFFFF_FFFF, isIPv4: true).isGlobalUnicast
        }
        return bits >> 125 == 0b001 && !SpecialPurpose.ipv6.contains { $0.contains(self) }
    }
}

/// The blocks that are no global unicast addresses.
private enum SpecialPurpose {
    static let ipv4 = networks(
        "0.0.0.0/8",  // this network, RFC 791 section 3.2
        "10.0.0.0/8",  // private use, RFC 1918
        "100.64.0.0/10",  // carrier-grade NAT, RFC 6598; the metadata service of Alibaba Cloud
        "127.0.0.0/8",  // loopback, RFC 1122 section 3.2.1.3
        "168.63.129.16/32",  // the host behind each virtual machine of Azure, its metadata service
        "169.254.0.0/16",  // link local, RFC 3927; the metadata service of most clouds
        "172.16.0.0/12",  // private use, RFC 1918
        "192.0.0.0/24",  // IETF protocol assignments, RFC 6890 section 2.1
        "192.0.2.0/24",  // documentation, RFC 5737
        "192.88.99.0/24",  // 6to4 relays, RFC 7526
        "192.168.0.0/16",  // private use, RFC 1918
        "198.18.0.0/15",  // benchmarking, RFC 2544
        "198.51.100.0/24",  // documentation, RFC 5737
        "203.0.113.0/24",  // documentation, RFC 5737
        "224.0.0.0/4",  // multicast, RFC 1112
        "240.0.0.0/4"  // reserved, RFC 1112 section 4, and 255.255.255.255, RFC 919
    )

    /// Within 2000::/3. Outside of it lie, among others, :: and ::1, ::/96 (IPv4-compatible),
    /// ::ffff:0:0/96 (IPv4-mapped), 64:ff9b:1::/48 (local NAT64), 100::/64 (discard only),
    /// 5f00::/16 (segment routing), fc00::/7 (unique local), fe80::/10 (link local), fec0::/10
    /// (site local) and ff00::/8 (multicast).
    static let ipv6 = networks(
        "2001::/23",  // IETF protocol assignments, RFC 2928: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  // documentation, RFC 3849
        "2002::/16",  // 6to4, RFC 3056
        "3fff::/20"  // documentation, RFC 9637
    )

    /// RFC 6052 section 2.1.
    static let nat64 = networks("64:ff9b::/96")

    /// The literals above are networks; a slip in one of them shows in the tests, not at run time.
    private static func networks(_ literals: String...) -> [IPNetwork] {
        literals.compactMap { IPNetwork($0) }
    }
}
