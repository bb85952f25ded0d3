// SPDX-License-Identifier: Apache-2.0

import SystemCalls
import Testing

@testable import FeedFetching

@Suite struct AddressPolicyTests {
    /// First and last address of every special block, and well-known single ones.
    static let refused = [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
        "127.0.0.1", "127.255.255.255", "168.63.129.16", "169.254.0.0", "169.254.169.254",
        "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.255", "192.0.2.1", "192.88.99.1",
        "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7",
        "203.0.113.255", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::10.0.0.1",
        "64:ff9b::127.0.0.1", "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1", "2001:10::1",
        "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::1", "2002:7f00:1::", "2002:808:808::",
        "3fff::1", "3fff:fff:ffff::1", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254",
        "fdff:ffff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "1000::1",
    ]

    static let allowed = [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.0", "168.63.129.15", "169.253.255.255", "169.255.0.0",
        "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.88.100.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.101.0",
        "203.0.112.255", "223.255.255.255", "2000::1", "2001:200::1", "2001:4860:4860::8888",
        "2001:db7:ffff::1", "2001:db9::1", "2003::1", "2606:4700::1111", "3ffe::1", "3fff:1000::1",
        "64:ff9b::8.8.8.8",
    ]

    @Test(arguments: refused) func refusesWhatIsNoGlobalUnicastAddress(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!AddressPolicy.globalUnicast.allows(address))
        #expect(!AddressPolicy.globalUnicastAnd([]).allows(address))
        #expect(AddressPolicy.everything.allows(address))
    }

    @Test(arguments: allowed) func allowsGlobalUnicastAddresses(_ text: String) throws {
        #expect(AddressPolicy.globalUnicast.allows(try #require(IPAddress(text))))
    }

    @Test func allowsTheNetworksOfTheConfiguration() throws {
        let networks = ["10.1.0.0/16", "fd00::/8", "127.0.0.1"].compactMap { IPNetwork($0) }
        let policy = AddressPolicy.globalUnicastAnd(networks)
        func allows(_ text: String) throws -> Bool { policy.allows(try #require(IPAddress(text))) }
        #expect(try allows("10.1.2.3"))
        #expect(try allows("::ffff:10.1.2.3"))
        #expect(try allows("fd12::1"))
        #expect(try allows("127.0.0.1"))
        #expect(try allows("8.8.8.8"))
        #expect(try !allows("10.2.0.0"))
        #expect(try !allows("fc00::1"))
        #expect(try !allows("127.0.0.2"))
        #expect(try !allows("::ffff:10.2.0.0"))
    }
}
