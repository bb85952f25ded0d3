// SPDX-License-Identifier: Apache-2.0

/// What stands around an element, which decides what the element means.
enum Scope: UInt8, Sendable {
    case document
    /// The root, a channel, an Atom feed: whatever entries stand in.
    case channel
    case entry
    /// An unknown element around entries.
    case wrapper
    case person
    case image
    /// The feed that an entry was taken from.
    case source
    /// `media:group`.
    case group
    /// `media:content`.
    case file
    case hours
    case days
    /// An element whose text is a value.
    case field
    /// An element inside such a text.
    case markup
    /// Nothing in it is read.
    case ignored

    /// Whether text that stands directly in it counts.
    var hasMixedText: Bool { self == .person || self == .image || self == .source }
}
