// SPDX-License-Identifier: Apache-2.0

import SystemCalls

extension IPNetwork {
    /// Reads `ADDRESS/LENGTH`; an address alone is a network of one.
    ///
    /// Throws what is wrong, in words: bits past the prefix that are not zero, too, since they
    /// mean that another network was thought of.
    init(setting text: String) throws(InvalidValue) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPAddress($0) }) else {
            throw InvalidValue("\(quoted(text)) is no network such as `10.1.0.0/16`")
        }
        guard let network = IPNetwork(text) else {
            throw InvalidValue("a prefix is a number from 0 to \(address.isIPv4 ? 32 : 128)")
        }
        guard network.base == address else {
            throw InvalidValue(
                "\(quoted(text)) has bits past its prefix; that network is \(network)")
        }
        self = network
    }
}
