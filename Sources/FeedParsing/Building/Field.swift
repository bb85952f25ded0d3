// SPDX-License-Identifier: Apache-2.0

/// An element whose text is being read. Nothing in it is counted: it is copied with every piece of
/// text.
struct Field {
    /// What the text is.
    enum Target {
        case title, content, description, summary
        case guid, id, link, comments, originalLink, originalFile
        case published, modified
        case category, list, creator
        case personName, personEmail, personURI
        case imageURL
        case sourceTitle, sourceLink
        case language
        case mediaTitle, duration
        case ttl, hour, day, updatePeriod, updateFrequency, updateBase
    }

    var target: Target
    /// How good a source it is, 0 being the best.
    var rank: UInt8 = 0
    var form = TextForm.lenient
    /// Whether the text is base64.
    var isBase64 = false
    /// Where the text begins in the record.
    var start = 0
    /// Whether text has to be escaped to stand beside markup.
    var escapes = false
    /// How many elements are open inside it.
    var markupDepth = 0
    /// Whether markup was found inside it.
    var hasMarkup = false
    /// Whether there was more than is read.
    var isCut = false
    /// Of a link: its relation, whether its type is HTML's.
    var relation = LinkRelation.alternate
    /// Of a `guid`: what it says about being a link, nil where it says nothing.
    var isPermaLink: Bool?
}

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
