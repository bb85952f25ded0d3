// SPDX-License-Identifier: Apache-2.0

import SystemCalls
import Testing

@Suite struct IPNetworkTests {
    @Test(arguments: [
        "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10/8",
        "::/129", "example.org", "fe80::1%eth0", "10.0.0.0/99999999999999999999", " 10.0.0.0/8",
    ]) func refusesWhatIsNoNetwork(_ text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test func ignoresTheBitsBehindThePrefix() throws {
        let network = try #require(IPNetwork("10.1.2.3/8"))
        #expect(network == IPNetwork("10.0.0.0/8"))
        #expect(network.base.description == "10.0.0.0")
    }

    @Test func holdsEverythingAndOneAddress() throws {
        let address = try #require(IPAddress("2001:db8::7"))
        #expect(try #require(IPNetwork("::/0")).contains(address))
        #expect(try #require(IPNetwork("2001:db8::7")).contains(address))
        #expect(try !#require(IPNetwork("0.0.0.0/0")).contains(address))
        #expect(try #require(IPNetwork("0.0.0.0/0")).contains(#require(IPAddress("1.2.3.4"))))
    }

    @Test(arguments: ["1.2.3.4", "::", "::1", "2001:db8::ff00:42:8329"])
    func addressesAreWrittenAsTheyAreRead(_ text: String) {
        #expect(IPAddress(text)?.description == text)
    }

    @Test(arguments: ["0x7f.1", "127.1", "017700000001", "2130706433", "1.2.3.4.5", "::g"])
    func addressesHaveOneSpelling(_ text: String) {
        #expect(IPAddress(text) == nil)
    }
}
