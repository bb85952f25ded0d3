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
