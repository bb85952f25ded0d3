// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What an entry is known by, as far as its document tells.
public struct EntryIdentity: Sendable, Equatable {
    /// The canonical URL; nil where there is none, or the document gives it to several entries.
    public let canonicalURL: CanonicalURL?
    /// The guid; empty where there is none, or the document gives it to several entries.
    public let guid: UTF8Text
    /// Whether the document gives the entry's URL to several entries.
    public let sharesURL: Bool
    /// Names the entry within its feed, for the window of entries that a feed last had.
    public let windowKey: UInt64
    /// Differs whenever title or text differ in any byte. What it tells apart may still be the
    /// same to a reader: `DuplicateIndex.judge` says.
    public let contentPrint: UInt64

    /// The identity of an entry whose URL is known to be that of several.
    var withoutURL: EntryIdentity {
        EntryIdentity(
            canonicalURL: nil, guid: guid, sharesURL: true, windowKey: windowKey,
            contentPrint: contentPrint)
    }
}
