// SPDX-License-Identifier: Apache-2.0

/// `deduplication:` what counts as a copy.
public struct DeduplicationSettings: Sendable, Equatable {
    /// How far back near-duplicates are looked for.
    public var window: Duration = .seconds(30 * 86_400)
    /// The larger of resemblance and containment from which a text may be a copy; nil switches
    /// near-duplicates off.
    public var similarity: Double? = 0.65

    /// The defaults.
    public init() {}
}
