// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Something that a story is found by, hashed with its kind, so that all kinds share a table.
struct IdentityKey: Hashable, Sendable {
    /// The hash.
    let hash: UInt64

    /// What a key is made of.
    enum Kind: UInt64 {
        /// A canonical URL: of the page, or one that serves as guid.
        case url = 1
        /// Any other guid, with its feed unless it is unique by its form.
        case guid
        /// A fingerprint.
        case text
        /// URL and title of a copy.
        case alias
        /// Story, feed and URL of a sighting.
        case noted
        /// A URL that a feed gives to several entries.
        case shared
        /// A feed's own URL.
        case feed
    }

    /// The key with this hash.
    init(hash: UInt64) {
        self.hash = hash
    }

    /// What stands for it in an index: enough to find, not to be sure.
    var tag: UInt32 { max(1, UInt32(truncatingIfNeeded: hash >> 32)) }

    /// The key of `text`, within `scope` if given.
    init(_ kind: Kind, _ text: UTF8Text, in scope: UInt64 = 0) {
        hash = Hash64(text, seed: kind.rawValue ^ scope).value
    }

    /// The key of `value`, within `scope` if given.
    init(_ kind: Kind, _ value: UInt64, in scope: UInt64 = 0) {
        hash = Hash64.mix(value ^ kind.rawValue, scope ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// The key of a page.
    init(url: CanonicalURL) {
        self.init(.url, url.text)
    }

    /// The key of a guid in the feed with key `feed`. A URL counts in its canonical form, and like
    /// `tag:` and `urn:` (RFC 4151, RFC 8141) everywhere; what else there is, within its feed.
    init?(guid: UTF8Text, feed: UInt64) {
        guard !guid.isEmpty else { return nil }
        if let url = CanonicalURL(guid) {
            self.init(url: url)
        } else {
            let isGlobal = unsafe guid.withUnsafeBytes {
                unsafe $0.starts(with: "tag:".utf8) || $0.starts(with: "urn:".utf8)
            }
            self.init(.guid, guid, in: isGlobal ? 0 : feed)
        }
    }

    /// The key of a feed: the same for http and https, with and without `www.`.
    static func feed(_ url: UTF8Text) -> UInt64 {
        IdentityKey(.feed, CanonicalURL(url)?.text ?? url).hash
    }
}
