// SPDX-License-Identifier: Apache-2.0

/// The relations of links that mean something here (RFC 8288; JSON Feed and RFC 5005 names).
enum LinkRelation: Sendable {
    case alternate
    /// An alternative that is no HTML page.
    case alternateData
    case own, enclosure, hub, next, previousArchive, related, replies, image
    case other

    /// The relation that `rel` names, the first of several that is known; absent is `alternate`.
    init(_ rel: [UInt8]?, type: [UInt8]?) {
        guard let rel, rel.contains(where: { $0 > 0x20 }) else {
            self = Self.alternate(type)
            return
        }
        self = .other
        for word in rel.split(whereSeparator: { $0 <= 0x20 }) {
            // Names may be given as URIs of IANA's registry.
            let name = word.lastIndex(of: UInt8(ascii: "/")).map { word[($0 + 1)...] } ?? word
            guard let named = Self.named(name) else { continue }
            self = named == .alternate ? Self.alternate(type) : named
            return
        }
    }

    private static func named(_ name: ArraySlice<UInt8>) -> LinkRelation? {
        if name.isWord("alternate") { return .alternate }
        if name.isWord("self") { return .own }
        if name.isWord("enclosure") { return .enclosure }
        if name.isWord("hub") { return .hub }
        if name.isWord("next") { return .next }
        if name.isWord("prev-archive") { return .previousArchive }
        if name.isWord("related") { return .related }
        if name.isWord("replies") { return .replies }
        return name.isWord("image") ? .image : nil
    }

    private static func alternate(_ type: [UInt8]?) -> LinkRelation {
        guard let type, type.contains(where: { $0 > 0x20 }) else { return .alternate }
        let isPage = type.containsWord("html")
        return isPage ? .alternate : .alternateData
    }
}
