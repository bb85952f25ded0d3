// SPDX-License-Identifier: Apache-2.0

/// The price of a poll that all learnt rhythms share.
public struct Steering: Sendable, Equatable {
    /// The price at the first start.
    public init() {}
}
