// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension DocumentBuilder {
    /// A link: of Atom with `href`, of RSS with text, or of Atom with text all the same.
    mutating func openLink(_ attributes: XMLAttributes, rank: UInt8) -> Scope {
        let type = attributes.value(of: "type")
        let relation = LinkRelation(attributes.value(of: "rel"), type: type)
        if let href = attributes.value(of: "href"), href.contains(where: { $0 > 0x20 }) {
            if relation == .enclosure {
                if isInEntry { takeFile(attributes, imageRank: 3) }
            } else {
                takeLink(href[...], relation: relation, rank: rank)
            }
            return .ignored
        }
        return begin(Field(target: .link, rank: rank, relation: relation))
    }

    mutating func takeLink(_ text: ArraySlice<UInt8>, relation: LinkRelation, rank: UInt8) {
        switch relation {
        case .alternate: take(page: text, rank: 1 + rank)
        case .alternateData: take(page: text, rank: 5)
        case .own: if !isInEntry, record.selfLink.isEmpty { record.selfLink = web(text) }
        case .hub: if !isInEntry, record.hub.isEmpty { record.hub = web(text) }
        case .next: if !isInEntry, record.next.isEmpty { record.next = web(text) }
        case .previousArchive:
            if !isInEntry, record.previousArchive.isEmpty { record.previousArchive = web(text) }
        case .related: if isInEntry, record.related.isEmpty { record.related = web(text) }
        case .replies: if isInEntry, record.comments.isEmpty { record.comments = web(text) }
        case .image: takeImage(text, rank: 2)
        case .enclosure:
            if isInEntry { add(WireRecord.File(url: web(text))) }
        case .other: break
        }
    }

    /// The page of the entry or the site. Of equals the first counts in Atom (RFC 4287 section
    /// 4.1.1 allows one of each type), the last in RSS.
    mutating func take(page text: ArraySlice<UInt8>, rank: UInt8) {
        guard isBetter(page: rank) else { return }
        take(page: web(text), rank)
    }

    /// The same, in the record already.
    mutating func take(page span: WireRecord.Span, rank: UInt8) {
        guard isBetter(page: rank) else { return }
        take(page: web(at: span), rank)
    }

    private func isBetter(page rank: UInt8) -> Bool {
        rank < record.link.rank || (rank == record.link.rank && !isAtom)
    }

    private mutating func take(page span: WireRecord.Span, _ rank: UInt8) {
        if !span.isEmpty { record.link = WireRecord.RankedSpan(span: span, rank: rank) }
    }

    mutating func takeImage(_ text: ArraySlice<UInt8>, rank: UInt8) {
        guard rank < record.image.rank else { return }
        let span = web(text)
        if !span.isEmpty { record.image = WireRecord.RankedSpan(span: span, rank: rank) }
    }

    mutating func takeSource(_ text: ArraySlice<UInt8>, rank: UInt8) {
        guard rank < record.sourceURL.rank, let url = url(Array(text)) else { return }
        record.sourceURL = WireRecord.RankedSpan(span: record.add(url), rank: rank)
    }

    /// The absolute web address that `text` means, where that is told by `xml:base` or the
    /// document's own address.
    mutating func url(_ text: [UInt8]) -> [UInt8]? {
        guard !assembler.links.isSpent, let url = WebLink.url(text, base: base) else { return nil }
        assembler.links.spend(url.count - text.count)
        return url
    }

    /// A link that is in the record already: as it stands where it needs no work.
    mutating func web(at span: WireRecord.Span) -> WireRecord.Span {
        return isPlain(span) ? span : web(Array(record.bytes(span))[...])
    }

    /// Whether a text of the record is a web address that needs no work.
    func isPlain(_ span: WireRecord.Span) -> Bool {
        unsafe record.raw.withUnsafeBufferPointer {
            unsafe WebLink.isPlain(UnsafeBufferPointer(rebasing: $0[span.range]))
        }
    }

    /// Takes a link in as an absolute web address; empty, and told, when it is none.
    mutating func web(_ text: ArraySlice<UInt8>) -> WireRecord.Span {
        if unsafe text.withUnsafeBufferPointer({ unsafe WebLink.isPlain($0) }) {
            return record.add(text)
        }
        guard text.contains(where: { $0 > 0x20 }) else { return WireRecord.Span() }
        scratch.removeAll(keepingCapacity: true)
        let base = base ?? siteBase
        guard !assembler.links.isSpent else {
            log.notice("relative links that grow too much left out")
            return WireRecord.Span()
        }
        let isURL = unsafe text.withUnsafeBufferPointer {
            unsafe WebLink.append(
                $0, base: base, keepsRelative: options.keepsRelativeLinks, to: &scratch)
        }
        guard isURL else {
            log.notice("link that is neither http nor https left out")
            return WireRecord.Span()
        }
        assembler.links.spend(scratch.count - text.count)
        return record.add(scratch)
    }

    /// Without `xml:base` and without a URL of the document, links are relative to the site.
    private var siteBase: URIReference? {
        guard isInEntry, !otherRecord.link.span.isEmpty else { return nil }
        let site = URIReference(Array(otherRecord.bytes(otherRecord.link.span)))
        return site.isWebURL ? site : nil
    }

    // MARK: - Files

    /// A file from the attributes of `enclosure`, `link` or `media:content`.
    mutating func takeFile(_ attributes: XMLAttributes, imageRank: UInt8?) {
        guard
            let address = attributes.value(of: "url") ?? attributes.value(of: "href")
                ?? attributes.value(of: "src")
        else { return }
        let url = web(address[...])
        guard !url.isEmpty else { return }
        let type = attributes.value(of: "type") ?? []
        let medium = attributes.value(of: "medium") ?? []
        var file = WireRecord.File(url: url)
        file.type = record.add(type.filter { $0 > 0x20 && $0 < 0x7F })
        file.title = record.add(attributes.value(of: "title") ?? [])
        let length = attributes.value(of: "length") ?? attributes.value(of: "filesize")
        file.size = length.flatMap { Wishes.number($0[...]) }.flatMap { $0 > 0 ? Int64($0) : nil }
        file.duration = attributes.value(of: "duration").flatMap { Wishes.seconds($0[...]) }
        let isImage = type.starts(with: "image/".utf8) || medium.elementsEqual("image".utf8)
        if isImage, let imageRank, imageRank < record.image.rank {
            record.image = WireRecord.RankedSpan(span: url, rank: imageRank)
        }
        add(file)
    }

    /// More than any entry has.
    private static let filesMax = 200

    private mutating func add(_ file: WireRecord.File) {
        guard !file.url.isEmpty, record.files.count < Self.filesMax else { return }
        let isKnown = record.files.contains { record.isSame($0.url, file.url) }
        if !isKnown { record.files.append(file) }
    }
}
