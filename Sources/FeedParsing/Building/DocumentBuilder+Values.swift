// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import JSON

extension DocumentBuilder {
    /// The element whose text was read has ended.
    mutating func finishField() {
        guard var field else { return }
        self.field = nil
        isReading = false
        if field.isBase64, !field.hasMarkup { decodeBase64(&field) }
        let span = record.trimmed(
            WireRecord.Span(lower: field.start, upper: record.raw.count))
        switch field.target {
        case .title, .content, .description, .summary: take(text: span, field)
        case .guid, .id: takeGUID(span, field)
        case .link where field.relation == .alternate:
            take(page: span, rank: 1 + field.rank)
        case .link:
            takeLink(Array(record.bytes(span))[...], relation: field.relation, rank: field.rank)
        case .originalLink: take(page: span, rank: 0)
        case .originalFile: takeOriginalFile(Array(record.bytes(span))[...])
        case .comments:
            if record.comments.isEmpty { record.comments = web(Array(record.bytes(span))[...]) }
        case .published, .modified:
            takeDate(record.bytes(span), target: field.target, rank: field.rank)
        case .category: take(tag: span)
        case .list: takeTags(Array(record.bytes(span)))
        case .creator: takePerson(at: span, rank: field.rank)
        case .personName: person.name = span
        case .personEmail: person.email = span
        case .personURI: person.uri = web(Array(record.bytes(span))[...])
        case .imageURL: takeImage(Array(record.bytes(span))[...], rank: field.rank)
        case .sourceTitle: record.sourceTitle = span
        case .sourceLink: takeSource(Array(record.bytes(span))[...], rank: field.rank)
        case .language: takeLanguage(Array(record.bytes(span))[...], rank: 0)
        case .mediaTitle: takeMediaTitle(span, field)
        case .duration: record.duration = Wishes.seconds(record.bytes(span))
        case .ttl, .hour, .day, .updatePeriod, .updateFrequency, .updateBase:
            takeWish(record.bytes(span), field.target)
        }
    }

    // MARK: - Texts

    private mutating func take(text span: WireRecord.Span, _ field: Field) {
        guard !span.isEmpty else { return }
        let text = WireRecord.Text(
            span: span, form: field.form, rank: field.rank, base: fieldBase)
        // Of equals the first counts.
        switch field.target {
        case .title: if text.rank < record.title.rank { record.title = text }
        case .content: if text.rank < record.content.rank { record.content = text }
        case .description: if text.rank < record.description.rank { record.description = text }
        default: if text.rank < record.summary.rank { record.summary = text }
        }
    }

    private mutating func decodeBase64(_ field: inout Field) {
        guard let decoded = Base64.decode(record.raw[field.start...]) else { return }
        record.raw.removeSubrange(field.start...)
        unsafe decoded.withUnsafeBufferPointer { bytes in
            if unsafe UTF8Check.isValid(bytes) {
                unsafe record.raw.append(contentsOf: bytes)
            } else {
                unsafe record.raw.append(contentsOf: UTF8Scan.repaired(bytes))
            }
        }
        if field.form == .plain { field.form = .lenient }
    }

    /// The title of a file is its own, and the entry's where that has none.
    private mutating func takeMediaTitle(_ span: WireRecord.Span, _ field: Field) {
        if !record.files.isEmpty { record.files[record.files.count - 1].title = span }
        var field = field
        field.target = .title
        take(text: span, field)
    }

    // MARK: - Identity

    /// An identifier, which may be the only link: a `guid` unless it says that it is none, one of
    /// Atom's only as the last resort.
    private mutating func takeGUID(_ span: WireRecord.Span, _ field: Field) {
        guard !span.isEmpty, field.rank < record.guid.rank else { return }
        record.guid = WireRecord.RankedSpan(span: span, rank: field.rank)
        guard field.isPermaLink ?? true else { return }
        let rank: UInt8 = field.target == .guid ? 4 : 6
        if isPlain(span) {
            if rank < record.link.rank {
                record.link = WireRecord.RankedSpan(span: span, rank: rank)
            }
            return
        }
        let text = Array(record.bytes(span))
        // An identifier that is a path means nothing outside its document.
        if text.first == UInt8(ascii: "/"), let url = url(text) {
            record.guid.span = record.add(url)
        }
        guard rank < record.link.rank, field.isPermaLink == true || URIReference(text).isWebURL,
            let url = url(text)
        else { return }
        record.link = WireRecord.RankedSpan(span: record.add(url), rank: rank)
    }

    private mutating func takeOriginalFile(_ text: ArraySlice<UInt8>) {
        guard !record.files.isEmpty else { return }
        let url = web(text)
        if !url.isEmpty { record.files[record.files.count - 1].url = url }
    }

    // MARK: - Dates

    /// Of equals the last counts: feeds that repeat a date mean the later element.
    mutating func takeDate(_ text: ArraySlice<UInt8>, target: Field.Target, rank: UInt8) {
        guard isInEntry, !text.isEmpty else { return }
        guard let date = unsafe text.withUnsafeBufferPointer({ unsafe FeedDate.parse($0) }) else {
            log.notice("date that cannot be read left out")
            return
        }
        let ranked = WireRecord.RankedDate(date: date, rank: rank)
        if target == .published {
            if rank <= record.published.rank { record.published = ranked }
        } else if rank <= record.modified.rank {
            record.modified = ranked
        }
    }

    // MARK: - Tags and people

    /// More than any entry has.
    private static let tagsMax = 100
    private static let peopleMax = 200

    mutating func takeTag(_ text: [UInt8]) {
        let span = record.add(text)
        take(tag: record.trimmed(span))
    }

    private mutating func take(tag span: WireRecord.Span) {
        if record.tags.count < Self.tagsMax, !span.isEmpty { record.tags.append(span) }
    }

    /// Several tags in one text, parted by commas.
    private mutating func takeTags(_ text: [UInt8]) {
        for tag in text.split(separator: UInt8(ascii: ",")) { takeTag(Array(tag)) }
    }

    /// A person in one text; most are a name and nothing else, which stays where it is.
    private mutating func takePerson(at span: WireRecord.Span, rank: UInt8) {
        let isName = !record.bytes(span).contains {
            $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "(")
                || $0 == UInt8(ascii: "\"")
        }
        guard isName else { return takePerson(Array(record.bytes(span))[...], rank: rank) }
        var person = WireRecord.Person()
        person.name = span
        take(person, rank: rank)
    }

    mutating func takePerson(_ text: ArraySlice<UInt8>, rank: UInt8) {
        let parsed = PersonName(text)
        var person = WireRecord.Person()
        person.name = record.add(parsed.name)
        person.email = record.add(parsed.email)
        take(person, rank: rank)
    }

    /// Keeps the people of the best rank.
    mutating func take(_ person: WireRecord.Person, rank: UInt8) {
        guard rank <= record.peopleRank, record.people.count < Self.peopleMax,
            !person.name.isEmpty || !person.email.isEmpty || !person.uri.isEmpty
        else { return }
        if rank < record.peopleRank { record.people.removeAll(keepingCapacity: true) }
        record.peopleRank = rank
        let isKnown =
            !person.name.isEmpty
            && record.people.contains { record.isSame($0.name, person.name) }
        if !isKnown { record.people.append(person) }
    }

    // MARK: - Elements with text and elements

    /// A person, an image, a source or a file has ended.
    mutating func endMixed(_ scope: Scope) {
        let text = mixedText.drop { $0 <= 0x20 }
        switch scope {
        case .person:
            let hasParts = !person.name.isEmpty || !person.email.isEmpty || !person.uri.isEmpty
            if hasParts {
                take(person, rank: personRank)
            } else if !text.isEmpty {
                takePerson(text, rank: personRank)
            }
        case .image: if !text.isEmpty { takeImage(text, rank: 5) }
        case .source:
            if !text.isEmpty, record.sourceTitle.isEmpty {
                let span = record.add(text)
                record.sourceTitle = record.trimmed(span)
            }
        default: return
        }
        mixedText.removeAll(keepingCapacity: true)
    }

    // MARK: - Wishes

    private mutating func takeWish(_ text: ArraySlice<UInt8>, _ target: Field.Target) {
        switch target {
        case .ttl: hints.ttlSeconds = Wishes.ttl(text) ?? hints.ttlSeconds
        case .hour:
            if let hour = Wishes.hour(text), !hints.skipHours.contains(hour) {
                hints.skipHours.append(hour)
            }
        case .day:
            if let day = Wishes.day(text), !hints.skipDays.contains(day) {
                hints.skipDays.append(day)
            }
        case .updatePeriod: updatePeriod = Wishes.period(text)
        case .updateFrequency: updateFrequency = Wishes.number(text)
        case .updateBase:
            let date = unsafe text.withUnsafeBufferPointer { unsafe FeedDate.parse($0) }
            hints.updateBase = date?.instant
        default: break
        }
    }
}
