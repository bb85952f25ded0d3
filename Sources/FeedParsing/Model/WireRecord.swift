// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Glibc

/// A channel or an entry as the document gives it: bytes in `raw`, and for each field the best
/// that was found so far. What it means is decided when the element ends.
///
/// One record is used for all entries of a document, so that their fields cost no allocation.
struct WireRecord {
    /// A part of `raw`.
    struct Span {
        // Small, since a record is moved twice for each entry; `rawBytesMax` keeps them valid.
        private var first: UInt32 = 0
        private var end: UInt32 = 0

        init() {}

        init(lower: Int, upper: Int) {
            first = UInt32(lower)
            end = UInt32(upper)
        }

        var lower: Int { Int(first) }
        var upper: Int { Int(end) }
        var isEmpty: Bool { first == end }
        var range: Range<Int> { lower..<upper }
    }

    /// How much one entry may hold before the rest of it is left out.
    static let rawBytesMax = 1 << 30

    /// A text and how it is to be read. The lower the rank, the better the source.
    struct Text {
        var span = Span()
        var form = TextForm.lenient
        var rank = UInt8.max
        /// Which of `bases` its links are relative to; only told when HTML is kept.
        var base: Int?
    }

    struct RankedSpan {
        var span = Span()
        var rank = UInt8.max
    }

    struct RankedDate {
        var date: EntryDate?
        var rank = UInt8.max
    }

    struct Person {
        var name = Span()
        var email = Span()
        var uri = Span()
        var avatar = Span()
    }

    struct File {
        var url = Span()
        var type = Span()
        var title = Span()
        var size: Int64?
        var duration: Double?
    }

    var raw: [UInt8] = []
    /// The bases of texts.
    var bases: [URIReference] = []
    var guid = RankedSpan()
    var link = RankedSpan()
    var title = Text()
    var content = Text()
    var description = Text()
    var summary = Text()
    var published = RankedDate()
    var modified = RankedDate()
    var language = RankedSpan()
    /// Whether `xml:lang=""` says that there is none.
    var hasNoLanguage = false
    var image = RankedSpan()
    var related = Span()
    var comments = Span()
    var sourceTitle = Span()
    var sourceURL = RankedSpan()
    var people: [Person] = []
    var peopleRank = UInt8.max
    var tags: [Span] = []
    var files: [File] = []
    /// `itunes:duration`, in seconds.
    var duration: Double?

    // Of a channel only.
    var selfLink = Span()
    var hub = Span()
    var next = Span()
    var previousArchive = Span()

    /// Forgets everything but the memory.
    mutating func removeAll() {
        // Arrays change places: copying them would count references up and down.
        var fresh = WireRecord()
        swap(&fresh.raw, &raw)
        swap(&fresh.people, &people)
        swap(&fresh.tags, &tags)
        swap(&fresh.files, &files)
        self = fresh
        raw.removeAll(keepingCapacity: true)
        people.removeAll(keepingCapacity: true)
        tags.removeAll(keepingCapacity: true)
        files.removeAll(keepingCapacity: true)
    }

    /// Takes bytes in.
    mutating func add(_ bytes: some Collection<UInt8>) -> Span {
        let lower = raw.count
        guard lower + bytes.count <= Self.rawBytesMax else { return Span() }
        raw.append(contentsOf: bytes)
        return Span(lower: lower, upper: raw.count)
    }

    /// Takes the base of a text in.
    mutating func add(base: URIReference?) -> Int? {
        guard let base else { return nil }
        if bases.last != base { bases.append(base) }
        return bases.count - 1
    }

    /// `span` without white space at its ends.
    func trimmed(_ span: Span) -> Span {
        var (lower, upper) = (span.lower, span.upper)
        while lower < upper, raw[lower] <= 0x20 { lower += 1 }
        while upper > lower, raw[upper - 1] <= 0x20 { upper -= 1 }
        return Span(lower: lower, upper: upper)
    }

    /// Whether two parts are the same bytes.
    func isSame(_ one: Span, _ other: Span) -> Bool {
        let count = one.upper - one.lower
        guard count == other.upper - other.lower else { return false }
        return unsafe raw.withUnsafeBufferPointer { raw in
            guard let start = raw.baseAddress else { return true }
            return unsafe memcmp(start + one.lower, start + other.lower, count) == 0
        }
    }

    /// The bytes of `span`.
    func bytes(_ span: Span) -> ArraySlice<UInt8> { raw[span.range] }
}
