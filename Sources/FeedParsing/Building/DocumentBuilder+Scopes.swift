// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension DocumentBuilder {
    /// Opens an element: what it means where it stands.
    mutating func open(
        _ element: Element, in parent: Scope, _ attributes: XMLAttributes
    ) -> Scope {
        // An entry is one wherever it stands: an element before it may not have been closed.
        if !isInEntry, parent != .document, isEntry(element) {
            return beginEntry(element, attributes)
        }
        return switch parent {
        case .document: openRoot(element, attributes)
        case .channel: openInChannel(element, attributes)
        case .wrapper: .wrapper
        case .entry: openInEntry(element, attributes)
        case .person: openInPerson(element)
        case .image: element.name == .url ? begin(Field(target: .imageURL, rank: 4)) : .ignored
        case .source: openInSource(element, attributes)
        case .group, .file: openInMedia(element, attributes, isGroup: parent == .group)
        case .hours: element.name == .hour ? begin(Field(target: .hour)) : .ignored
        case .days: element.name == .day ? begin(Field(target: .day)) : .ignored
        case .field, .markup, .ignored: .ignored
        }
    }

    func isEntry(_ element: Element) -> Bool {
        (element.name == .item || element.name == .entry)
            && (element.isCore || element.vocabulary == .rdf)
    }

    // MARK: - The root

    private mutating func openRoot(_ element: Element, _ attributes: XMLAttributes) -> Scope {
        let version = attributes.value(of: "version").map { String(decoding: $0, as: UTF8.self) }
        isFeed = true
        switch element.name {
        case .rss: format = Self.rssVersion(version ?? "")
        case .rdf: format = .rss10
        case .feed: format = version?.hasPrefix("0.") ?? false ? .atom03 : .atom10
        case .channel:
            format = .cdf
            // The root's holds to the end.
            _ = inheritBase(attributes.value(of: "base"))
            describeCDF(attributes)
        default: isFeed = false
        }
        inheritLanguage(attributes, rank: 2)
        return .channel
    }

    /// 0.93 and 0.94 are told as 0.92; versions that there are none of as 2.0.
    private static func rssVersion(_ version: String) -> FeedFormat {
        let digits = version.filter { $0.isNumber || $0 == "." }
        if digits.hasPrefix("0.90") { return .rss090 }
        if digits.hasPrefix("0.91") { return .rss091 }
        if digits.hasPrefix("0.9") { return .rss092 }
        return .rss20
    }

    // MARK: - Channels

    private mutating func openInChannel(
        _ element: Element, _ attributes: XMLAttributes
    ) -> Scope {
        guard element.isCore else { return openExtension(element, attributes) }
        switch element.name {
        case .channel, .feed, .rss:
            if format == .cdf { describeCDF(attributes) }
            inheritLanguage(attributes, rank: 1)
            return .channel
        case .image:
            mixedText.removeAll(keepingCapacity: true)
            return .image
        case .textInput: return .wrapper
        case .logo:
            return begin(Field(target: .imageURL, rank: 2), orTake: attributes.value(of: "href"))
        case .icon: return begin(Field(target: .imageURL, rank: 5))
        case .skipHours: return .hours
        case .skipDays: return .days
        case .ttl: return begin(Field(target: .ttl))
        case .category, .pubDate, .updated, .published, .guid, .id: return .wrapper
        default: return openShared(element, attributes) ?? .wrapper
        }
    }

    /// The address and the date of a channel or an item of CDF stand in its start tag.
    mutating func describeCDF(_ attributes: XMLAttributes) {
        if let href = attributes.value(of: "href") {
            takeLink(href[...], relation: .alternate, rank: 1)
        }
        if let date = attributes.value(of: "lastmod") {
            takeDate(date[...], target: .modified, rank: 0)
        }
    }

    // MARK: - Languages

    /// `xml:lang` of an element; an empty one says that there is none.
    mutating func inheritLanguage(_ attributes: XMLAttributes, rank: UInt8) {
        guard let language = attributes.xml("lang") else { return }
        if language.isEmpty {
            if isInEntry && rank <= 1 { record.hasNoLanguage = true }
        } else {
            takeLanguage(language[...], rank: rank)
        }
    }

    mutating func takeLanguage(_ text: ArraySlice<UInt8>, rank: UInt8) {
        guard rank < record.language.rank else { return }
        scratch.removeAll(keepingCapacity: true)
        guard LanguageTag.append(text, to: &scratch) else { return }
        record.language = WireRecord.RankedSpan(span: record.add(scratch), rank: rank)
    }
}
