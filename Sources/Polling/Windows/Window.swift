// SPDX-License-Identifier: Apache-2.0

/// An entry as a window knows it.
public struct WindowEntry: Sendable, Hashable {
    /// A hash of the entry's identity.
    public var identity: UInt64
    /// A hash of the text and fields whose change makes a revision.
    public var fingerprint: UInt64

    /// An entry.
    public init(identity: UInt64, fingerprint: UInt64) {
        self.identity = identity
        self.fingerprint = fingerprint
    }
}

/// What a feed showed last.
public struct Window: Sendable, Equatable {
    /// Nothing shown yet.
    public init() {}
}
