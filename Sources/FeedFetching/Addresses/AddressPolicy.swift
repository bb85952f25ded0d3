// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

extension IPAddress {
    /// Why a policy refuses it, in words.
    var refusalReason: String { "\(self) is no global unicast address" }
}

/// Which addresses may be connected to. Feeds are others' texts: without a policy their redirects
/// and names would reach whatever listens beside the daemon (server-side request forgery).
public enum AddressPolicy: Sendable, Equatable {
    /// Global unicast addresses only.
    case globalUnicast
    /// Global unicast addresses and these networks.
    case globalUnicastAnd([IPNetwork])
    /// Every address.
    case everything

    /// Whether a connection to `address` may be made.
    public func allows(_ address: IPAddress) -> Bool {
        switch self {
        case .globalUnicast: address.isGlobalUnicast
        case .globalUnicastAnd(let networks):
            address.isGlobalUnicast
                || networks.contains { $0.contains(address) || $0.contains(address.unmapped) }
        case .everything: true
        }
    }
}
