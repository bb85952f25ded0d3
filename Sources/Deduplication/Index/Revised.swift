// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// What the latest revisions of a story changed: the halves of its fingerprint that are no longer
/// those that it was stored with.
struct Revised: Sendable {
    private var title: UInt32?
    private var body: UInt32?

    /// Takes in a later revision.
    mutating func apply(title: UInt32?, body: UInt32?) {
        self.title = title ?? self.title
        self.body = body ?? self.body
    }

    /// The fingerprint of the latest version of a story that was stored with `original`.
    func applied(to original: Fingerprint) -> Fingerprint {
        Fingerprint(title: title ?? original.title, body: body ?? original.body)
    }
}
