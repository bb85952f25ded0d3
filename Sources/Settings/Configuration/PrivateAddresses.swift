// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

/// Which addresses that are not global unicast may be connected to.
public enum PrivateAddresses: Sendable, Equatable {
    /// None of them.
    case none
    /// All of them.
    case all
    /// Those in these networks.
    case networks([IPNetwork])
}
