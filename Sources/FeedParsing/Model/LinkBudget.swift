// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// How much longer the relative links of one document may become by being resolved: with a long
/// base a short link is hundreds of times itself, and a document can have a million of them.
struct LinkBudget {
    private var bytesLeft = 16 << 20

    /// Whether nothing is left: further links are not resolved.
    var isSpent: Bool { bytesLeft <= 0 }

    /// `reference` resolved; as it is when nothing is left.
    mutating func resolve(_ reference: URIReference, against base: URIReference) -> URIReference {
        guard !isSpent else { return reference }
        let resolved = reference.resolved(against: base)
        spend(resolved.bytes.count - reference.bytes.count)
        return resolved
    }

    /// Counts the growth of one link.
    mutating func spend(_ bytes: Int) { bytesLeft -= max(bytes, 0) }
}
