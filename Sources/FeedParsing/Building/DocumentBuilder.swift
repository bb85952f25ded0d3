// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Builds a feed from the events of an XML document: start tags, text, end tags.
///
/// The formats are read alike, by what an element is called and where it stands, since feeds mix
/// them: Atom in RSS, RSS in odd namespaces, Dublin Core everywhere. What an element means follows
/// from the scope that its parent opened; which of several texts is the title, the content or the
/// date is settled by rank when the entry ends.
struct DocumentBuilder: ~Copyable {
    let options: FeedParser.Options
    /// The URL that the document came from.
    let documentBase: URIReference?
    var log: WarningLog
    var format: FeedFormat?
    /// Whether the root was one of a feed.
    var isFeed = false
    var hints = PollingHints()

    /// One open element.
    struct Frame {
        var scope: Scope
        /// What a start tag inside the element's text was, to write its end tag.
        var markupName = 0..<0
        var pushedBase = false
        var namespaces = 0
    }

    var frames: [Frame] = []
    var bases: [URIReference] = []
    /// How many namespaces the open elements declare together.
    var namespacesInScope = 0
    var vocabularies = VocabularyCache()

    /// The record that is being filled: the entry's inside an entry, else the channel's.
    var record = WireRecord()
    /// The other one.
    var otherRecord = WireRecord()
    var isInEntry = false
    var assembler: EntryAssembler
    var entries: [Entry] = []
    /// The entries with `xml:lang=""`.
    var entriesWithoutLanguage: [Int] = []

    /// The element whose text is being read.
    var field: Field?
    /// Whether there is one, and two facts about it that every piece of text asks for.
    var isReading = false
    var escapesText = false
    var fieldEnd = 0
    /// What links in it are relative to, among the record's bases.
    var fieldBase: Int?
    /// The text of an element that may hold elements, too: a person, an image, a source.
    var mixedText: [UInt8] = []
    var person = WireRecord.Person()
    var personRank: UInt8 = 0
    /// `sy:updatePeriod` in seconds, and `sy:updateFrequency`.
    var updatePeriod: Int?
    var updateFrequency: Int?
    /// For what is used at once.
    var scratch: [UInt8] = []

    init(options: FeedParser.Options, documentBase: URIReference?, log: WarningLog) {
        self.options = options
        self.documentBase = documentBase
        self.log = log
        assembler = EntryAssembler(options: options)
        frames.reserveCapacity(32)
        entries.reserveCapacity(32)
    }

    /// A builder to put in the place of one that is taken away.
    static func empty() -> DocumentBuilder {
        DocumentBuilder(options: FeedParser.Options(), documentBase: nil, log: WarningLog(most: 1))
    }

    /// How many elements are open.
    var depth: Int { frames.count }

    /// What relative links are relative to: `xml:base`, the document's URL, the site's.
    var base: URIReference? { bases.last ?? documentBase }

    // MARK: - Events

    /// A start tag. The bytes are valid during the call only.
    mutating func start(
        name: UnsafeBufferPointer<UInt8>, prefix: UnsafeBufferPointer<UInt8>,
        uri: UnsafePointer<UInt8>?, namespaces: Int, attributes: XMLAttributes
    ) {
        var frame = Frame(scope: .ignored, namespaces: namespaces)
        namespacesInScope += namespaces
        let parent = frames.last?.scope ?? .document
        if parent == .ignored {
            frames.append(frame)
            return
        }
        if attributes.count > 0 {
            // CDF has a name of its own for it.
            let base = format == .cdf ? attributes.value(of: "base") : nil
            frame.pushedBase = inheritBase(base ?? attributes.xml("base"))
        }
        if isReading {
            frame.scope = .markup
            frame.markupName = unsafe startMarkup(name, prefix: prefix, attributes)
        } else {
            let element = unsafe Element(
                name: ElementName(name),
                vocabulary: vocabularies.vocabulary(uri: uri, prefix: prefix))
            let scope = open(element, in: parent, attributes)
            // In a channel even what is not read may hold an entry.
            frame.scope = scope == .ignored && !isInEntry ? .wrapper : scope
        }
        frames.append(frame)
    }

    /// Text or the content of a CDATA section; a text may come in many pieces.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isReading {
            unsafe appendToField(bytes)
        } else if let scope = frames.last?.scope, scope.hasMixedText,
            mixedText.count + bytes.count <= 4096
        {
            unsafe mixedText.append(contentsOf: bytes)
        }
    }

    /// The end tag of the last element that is open.
    mutating func end() {
        guard let frame = frames.popLast() else { return }
        switch frame.scope {
        case .ignored, .wrapper, .channel, .group, .hours, .days, .document: break
        case .markup: endMarkup(frame.markupName)
        case .field: finishField()
        case .entry: endEntry()
        case .person, .image, .source, .file: endMixed(frame.scope)
        }
        namespacesInScope -= frame.namespaces
        if frame.pushedBase { bases.removeLast() }
    }

    // MARK: - Base

    /// `xml:base` (XML Base section 4): relative to that of the parent. Whether there is one.
    mutating func inheritBase(_ value: [UInt8]?) -> Bool {
        // A chain of ever longer relative bases ends here.
        guard let value, value.count <= 4096 else { return false }
        guard var reference = WebLink.base(value) else { return false }
        if let base { reference = reference.resolved(against: base) }
        guard reference.isAbsolute, reference.bytes.count <= 16 << 10 else { return false }
        bases.append(reference)
        return true
    }
}
