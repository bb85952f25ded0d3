// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Stories as an Atom feed (RFC 4287), written piece by piece: `begin`, `entry`…, `end`.
public enum AtomFeed: Sendable {
    /// The beginning of the document.
    ///
    /// - Parameters:
    ///   - id: The feed's identifier for ever, an IRI.
    ///   - title: The feed's title.
    ///   - updated: When its newest story was stored.
    ///   - address: Where the feed is to be found, an IRI or one relative to where it was found;
    ///     nil where nobody knows.
    public static func begin(
        id: String, title: String, updated: Instant, address: String?
    ) -> [UInt8] {
        var xml = XMLText()
        xml.markup(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">

            """)
        xml.element("id", UTF8Text(id))
        xml.element("title", UTF8Text(title))
        if let address {
            xml.markup("<link rel=\"self\" type=\"application/atom+xml\"")
            xml.attribute("href", UTF8Text(address))
            xml.markup("/>\n")
        }
        xml.element("updated", UTF8Text(updated.rfc3339()))
        // RFC 4287 section 4.1.1: entries without an author of their own need one here.
        xml.markup("<author><name>feedwatch</name></author>\n")
        return xml.bytes
    }

    /// One entry.
    public static func entry(_ story: Story) -> [UInt8] {
        var xml = XMLText()
        xml.markup("<entry")
        if isLanguageTag(story.language) { xml.attribute("xml:lang", story.language) }
        xml.markup(">\n")
        xml.element("id", UTF8Text("urn:feedwatch:story:\(story.id)"))
        xml.element("title", story.title)
        links(of: story, to: &xml)
        if let published = story.published {
            xml.element("published", UTF8Text(published.rfc3339()))
        }
        // The version that the store has is as old as the story here.
        xml.element("updated", UTF8Text((story.modified ?? story.stored).rfc3339()))
        for author in story.authors where !author.name.isEmpty {
            xml.markup("<author><name>")
            xml.text(author.name)
            xml.markup("</name></author>\n")
        }
        for topic in story.topics {
            xml.markup("<category scheme=\"urn:feedwatch:topic\"")
            xml.attribute("term", UTF8Text(topic.name))
            xml.markup("/>\n")
        }
        for tag in story.tags where !tag.isEmpty {
            xml.markup("<category")
            xml.attribute("term", tag)
            xml.markup("/>\n")
        }
        if !story.summary.isEmpty { xml.element("summary", story.summary) }
        content(of: story, to: &xml)
        source(of: story, to: &xml)
        xml.markup("</entry>\n")
        return xml.bytes
    }

    /// The end of the document.
    public static func end() -> [UInt8] { Array("</feed>\n".utf8) }

    private static func links(of story: Story, to xml: inout XMLText) {
        if !story.url.isEmpty {
            xml.markup("<link rel=\"alternate\"")
            xml.attribute("href", iri(story.url))
            xml.markup("/>\n")
        }
        if !story.externalURL.isEmpty {
            xml.markup("<link rel=\"related\"")
            xml.attribute("href", iri(story.externalURL))
            xml.markup("/>\n")
        }
        for attachment in story.attachments where !attachment.url.isEmpty {
            xml.markup("<link rel=\"enclosure\"")
            xml.attribute("href", iri(attachment.url))
            if !attachment.mimeType.isEmpty { xml.attribute("type", attachment.mimeType) }
            if let size = attachment.sizeInBytes {
                xml.attribute("length", UTF8Text(String(size)))
            }
            xml.markup("/>\n")
        }
    }

    /// `address` with what no IRI may have (RFC 3987 section 2.2) percent-encoded: links of feeds
    /// have blanks and quotes as well.
    private static func iri(_ address: UTF8Text) -> UTF8Text {
        let refused = Array("\"<>\\^`{|} ".utf8)
        let bytes = address.bytes
        guard bytes.contains(where: refused.contains) else { return address }
        let digits = Array("0123456789ABCDEF".utf8)
        return UTF8Text(
            utf8: bytes.flatMap { byte in
                refused.contains(byte)
                    ? [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] : [byte]
            })
    }

    /// RFC 4287 section 4.1.2: an entry without a link needs a content, if only an empty one.
    private static func content(of story: Story, to xml: inout XMLText) {
        if !story.contentHTML.isEmpty {
            xml.markup("<content type=\"html\">")
            xml.text(story.contentHTML)
            xml.markup("</content>\n")
        } else if !story.contentText.isEmpty || story.url.isEmpty {
            xml.element("content", story.contentText)
        }
    }

    private static func source(of story: Story, to xml: inout XMLText) {
        xml.markup("<source>")
        xml.element("id", story.feed.url)
        xml.element("title", story.feed.title.isEmpty ? story.feed.url : story.feed.title)
        xml.element("updated", UTF8Text(story.stored.rfc3339()))
        xml.markup("</source>\n")
    }

    /// Letters, digits and hyphens, as BCP 47 has it: feeds say other things as well.
    private static func isLanguageTag(_ tag: UTF8Text) -> Bool {
        !tag.isEmpty
            && tag.bytes.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                    || byte == UInt8(ascii: "-")
            }
    }
}
