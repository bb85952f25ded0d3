// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension DocumentBuilder {
    mutating func beginEntry(_ element: Element, _ attributes: XMLAttributes) -> Scope {
        guard entries.count < options.maxEntries else {
            if entries.count == options.maxEntries {
                log.notice("more than \(options.maxEntries) entries: the rest is left out")
            }
            return .ignored
        }
        swap(&record, &otherRecord)
        record.removeAll()
        isInEntry = true
        inheritLanguage(attributes, rank: 1)
        if format == .cdf { describeCDF(attributes) }
        if let about = attributes.value(ofAny: "about") {
            record.guid = WireRecord.RankedSpan(span: record.add(about), rank: 1)
            if let url = WebLink.url(about, base: nil) {
                record.link = WireRecord.RankedSpan(span: record.add(url), rank: 6)
            }
        }
        return .entry
    }

    mutating func endEntry() {
        if record.hasNoLanguage, record.language.span.isEmpty {
            entriesWithoutLanguage.append(entries.count)
        }
        entries.append(Entry())
        assembler.fill(&entries[entries.count - 1], from: &record)
        swap(&record, &otherRecord)
        isInEntry = false
    }

    // MARK: - Elements of an entry

    mutating func openInEntry(_ element: Element, _ attributes: XMLAttributes) -> Scope {
        if element.vocabulary == .markup {
            // `xhtml:body` and `xhtml:div` are the content itself.
            guard element.name == .body || element.name == .div else { return .ignored }
            return begin(text: Field(target: .content, form: .html, escapes: true), attributes)
        }
        guard element.isCore else { return openExtension(element, attributes) }
        if format == .cdf { leaveCDF(element) }
        switch element.name {
        case .image:
            mixedText.removeAll(keepingCapacity: true)
            return .image
        case .enclosure:
            takeFile(attributes, imageRank: 3)
            return .ignored
        case .source:
            mixedText.removeAll(keepingCapacity: true)
            if let url = attributes.value(of: "url") ?? attributes.value(of: "href") {
                takeSource(url[...], rank: 1)
            }
            return .source
        case .comments: return begin(Field(target: .comments))
        case .category:
            for name: StaticString in ["label", "term"] {
                if let value = attributes.value(of: name) { takeTag(value) }
            }
            return begin(Field(target: .category))
        case .tags, .keywords: return begin(Field(target: .list))
        case .guid: return beginGUID(attributes)
        case .id: return begin(Field(target: .id))
        case .originalLink: return begin(Field(target: .originalLink))
        case .logo, .icon:
            return begin(Field(target: .imageURL, rank: 4), orTake: attributes.value(of: "href"))
        default: return openShared(element, attributes) ?? .ignored
        }
    }

    /// A channel without its `rss` around it is told by what no item of CDF has.
    private mutating func leaveCDF(_ element: Element) {
        switch element.name {
        case .link, .guid, .description, .pubDate: format = .rss20
        default: break
        }
    }

    /// A `guid` is a link unless it says that it is none.
    private mutating func beginGUID(_ attributes: XMLAttributes) -> Scope {
        var field = Field(target: .guid)
        if let isPermaLink = attributes.value(of: "ispermalink") {
            let value = isPermaLink.drop { $0 <= 0x20 }
            field.isPermaLink =
                value.hasWordPrefix("t") || value.isWord("1") || value.isWord("yes")
        }
        return begin(field)
    }

    var isAtom: Bool { format == .atom10 || format == .atom03 }

    // MARK: - Elements of entries and channels

    /// The elements of RSS, Atom and CDF that mean the same in an entry and in a channel; nil for
    /// any other.
    mutating func openShared(_ element: Element, _ attributes: XMLAttributes) -> Scope? {
        // Atom in another format says it once more, or says something else.
        let rank: UInt8 = element.vocabulary == .atom && !isAtom ? 1 : 0
        switch element.name {
        case .title: return begin(text: Field(target: .title, rank: rank), attributes)
        case .link: return openLink(attributes, rank: rank)
        case .a: return format == .cdf ? openLink(attributes, rank: rank) : nil
        case .description, .abstract:
            return begin(text: Field(target: .description, rank: rank), attributes)
        case .subtitle, .tagline:
            return begin(text: Field(target: .description, rank: rank), attributes)
        case .summary: return begin(text: Field(target: .summary, rank: rank), attributes)
        case .content: return openContent(attributes, rank: rank)
        case .encoded, .body: return begin(text: Field(target: .content, rank: 1), attributes)
        case .fullItem: return begin(text: Field(target: .content, rank: 1), attributes)
        case .pubDate, .published: return begin(Field(target: .published, rank: rank))
        case .issued: return begin(Field(target: .published, rank: 2))
        case .date: return begin(Field(target: .published, rank: 3))
        case .created: return begin(Field(target: .published, rank: 4))
        case .updated, .modified: return begin(Field(target: .modified, rank: rank))
        case .author: return beginPerson(rank: rank)
        case .creator, .managingEditor: return begin(Field(target: .creator, rank: rank))
        case .webMaster: return begin(Field(target: .creator, rank: 5))
        case .language: return begin(Field(target: .language))
        default: return nil
        }
    }

    /// Atom content may be somewhere else, and may be no text at all.
    private mutating func openContent(_ attributes: XMLAttributes, rank: UInt8) -> Scope {
        if let type = attributes.value(of: "type"), attributes.value(of: "src") != nil {
            guard type.hasWordPrefix("text") || type.containsWord("html") else { return .ignored }
        }
        return begin(text: Field(target: .content, rank: rank), attributes)
    }

    // MARK: - People

    mutating func beginPerson(rank: UInt8) -> Scope {
        mixedText.removeAll(keepingCapacity: true)
        person = WireRecord.Person()
        personRank = rank
        return .person
    }

    mutating func openInPerson(_ element: Element) -> Scope {
        switch element.name {
        case .name: begin(Field(target: .personName))
        case .email: begin(Field(target: .personEmail))
        case .uri, .url, .homepage: begin(Field(target: .personURI))
        default: .ignored
        }
    }

    // MARK: - Sources

    mutating func openInSource(_ element: Element, _ attributes: XMLAttributes) -> Scope {
        guard element.isCore else { return .ignored }
        switch element.name {
        case .title: return begin(text: Field(target: .sourceTitle), attributes)
        case .link:
            let relation = LinkRelation(
                attributes.value(of: "rel"), type: attributes.value(of: "type"))
            if let href = attributes.value(of: "href"), relation == .own || relation == .alternate {
                takeSource(href[...], rank: relation == .own ? 0 : 2)
            }
            return .ignored
        case .id: return begin(Field(target: .sourceLink, rank: 3))
        case .author: return beginPerson(rank: 4)
        default: return .ignored
        }
    }
}
