// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension DocumentBuilder {
    /// Elements of the namespaces that extend feeds, in an entry or a channel.
    mutating func openExtension(_ element: Element, _ attributes: XMLAttributes) -> Scope {
        switch element.vocabulary {
        case .dublinCore: openDublinCore(element)
        case .dublinCoreTerms: openTerms(element)
        case .content: openContentModule(element, attributes)
        case .media: openMedia(element, attributes)
        case .itunes, .googlePlay: openPodcast(element, attributes)
        case .syndication: openSyndication(element)
        case .feedburner: openFeedBurner(element)
        case .rdf, .other: isInEntry ? .ignored : .wrapper
        case .core, .atom, .markup: .ignored
        }
    }

    // MARK: - Dublin Core

    private mutating func openDublinCore(_ element: Element) -> Scope {
        switch element.name {
        case .title: begin(Field(target: .title, rank: 2))
        case .description: begin(Field(target: .description, rank: 2))
        case .date: isInEntry ? begin(Field(target: .published, rank: 3)) : .ignored
        case .creator, .author: begin(Field(target: .creator, rank: 0))
        case .subject: isInEntry ? begin(Field(target: .category)) : .ignored
        case .language: begin(Field(target: .language))
        case .identifier: isInEntry ? begin(Field(target: .id, rank: 2)) : .ignored
        default: openTerms(element)
        }
    }

    private mutating func openTerms(_ element: Element) -> Scope {
        guard isInEntry else { return .ignored }
        switch element.name {
        case .issued, .available: return begin(Field(target: .published, rank: 2))
        case .created: return begin(Field(target: .published, rank: 4))
        case .modified: return begin(Field(target: .modified, rank: 1))
        case .abstract: return begin(Field(target: .summary, rank: 2))
        default: return .ignored
        }
    }

    /// `content:encoded`, and the elements that were meant to be it.
    private mutating func openContentModule(
        _ element: Element, _ attributes: XMLAttributes
    ) -> Scope {
        guard isInEntry, element.name == .encoded || element.name == .content else {
            return .ignored
        }
        return begin(text: Field(target: .content, rank: 0, form: .html), attributes)
    }

    // MARK: - Podcasts

    private mutating func openPodcast(_ element: Element, _ attributes: XMLAttributes) -> Scope {
        switch element.name {
        case .title: return begin(Field(target: .title, rank: 4))
        case .description: return begin(Field(target: .description, rank: 4))
        case .summary: return begin(Field(target: .description, rank: 5))
        case .subtitle: return begin(Field(target: .description, rank: 6))
        case .author: return begin(Field(target: .creator, rank: 2))
        case .owner: return isInEntry ? .ignored : beginPerson(rank: 3)
        case .keywords: return isInEntry ? begin(Field(target: .list)) : .ignored
        case .duration: return isInEntry ? begin(Field(target: .duration)) : .ignored
        case .category:
            guard isInEntry else { return .ignored }
            if let text = attributes.value(of: "text") { takeTag(text) }
            // A category may hold others.
            return .group
        case .image:
            if let href = attributes.value(of: "href") ?? attributes.value(of: "url") {
                takeImage(href[...], rank: 0)
            }
            return begin(Field(target: .imageURL, rank: 1))
        case .link:
            if LinkRelation(attributes.value(of: "rel"), type: nil) == .image,
                let href = attributes.value(of: "href")
            {
                takeImage(href[...], rank: 0)
            }
            return .ignored
        default: return .ignored
        }
    }

    // MARK: - Media RSS

    mutating func openMedia(_ element: Element, _ attributes: XMLAttributes) -> Scope {
        guard isInEntry else {
            if element.name == .thumbnail, let url = attributes.value(of: "url") {
                takeImage(url[...], rank: 3)
            }
            return .ignored
        }
        switch element.name {
        case .group: return .group
        case .content:
            takeFile(attributes, imageRank: 2)
            return .file
        case .thumbnail:
            if let url = attributes.value(of: "url") { takeImage(url[...], rank: 1) }
            return begin(Field(target: .imageURL, rank: 2))
        case .peerLink:
            takeFile(attributes, imageRank: nil)
            return .ignored
        case .title: return begin(text: Field(target: .title, rank: 3), attributes)
        case .description: return begin(text: Field(target: .description, rank: 3), attributes)
        case .keywords: return begin(Field(target: .list))
        case .category: return begin(Field(target: .category))
        default: return .ignored
        }
    }

    /// What stands in `media:group` and `media:content`; that of a file says less about the entry.
    mutating func openInMedia(
        _ element: Element, _ attributes: XMLAttributes, isGroup: Bool
    ) -> Scope {
        if element.name == .category, element.vocabulary != .media {
            return openExtension(element, attributes)
        }
        guard element.vocabulary == .media else { return .ignored }
        switch element.name {
        case .title where !isGroup:
            return begin(text: Field(target: .mediaTitle, rank: 7), attributes)
        case .description where !isGroup:
            return begin(text: Field(target: .description, rank: 7), attributes)
        default: return openMedia(element, attributes)
        }
    }

    // MARK: - Wishes and origins

    private mutating func openSyndication(_ element: Element) -> Scope {
        guard !isInEntry else { return .ignored }
        switch element.name {
        case .updatePeriod: return begin(Field(target: .updatePeriod))
        case .updateFrequency: return begin(Field(target: .updateFrequency))
        case .updateBase: return begin(Field(target: .updateBase))
        default: return .ignored
        }
    }

    private mutating func openFeedBurner(_ element: Element) -> Scope {
        guard isInEntry else { return .ignored }
        switch element.name {
        case .originalLink: return begin(Field(target: .originalLink))
        case .originalEnclosureLink: return begin(Field(target: .originalFile))
        default: return .ignored
        }
    }
}
