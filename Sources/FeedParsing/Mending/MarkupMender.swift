// SPDX-License-Identifier: Apache-2.0

/// Makes well-formed XML of a document that is meant to be: the second attempt, after libxml2 has
/// refused the document as it stands.
///
/// Elements are closed where others show that they should have been, ampersands and stray angle
/// brackets escaped, HTML's entities decoded, what no XML may hold left out. The result has no
/// declaration, comment or instruction, is bounded in depth and attributes, and ends with its
/// root element. Every change is told in `log`.
///
/// One pass: a document of n bytes takes time in proportion to n. It lives within `mend`, while
/// the caller keeps the input in place.
@safe struct MarkupMender {
    /// Below libxml2's limit of 256.
    static let depthMax = 200
    static let attributesMax = 64
    static let namespacesMax = 64
    static let attributeBytesMax = 64 << 10
    /// How much longer than the input the output becomes by what is escaped; beyond that, what
    /// would have to be escaped is left out.
    static let growthMax = 4 << 20

    let input: UnsafeBufferPointer<UInt8>
    var index = 0
    var output: [UInt8] = []
    var log: WarningLog
    var entities: DeclaredEntities
    var open: [OpenElement] = []
    /// Start tags beyond `depthMax` that wait for their end tags.
    var overflow = 0
    var namespaces = 0
    /// Whether a CDATA section stood inside another: its second end mark is due.
    var hasNestedCDATA = false
    /// Whether the document ended before its root did.
    var isTruncated = false
    /// Whether anything was replaced that is no fault, such as a declared entity.
    var hasExpanded = false
    var searches = Searches()
    /// How many bytes may still be read in search of end tags of elements with open CDATA.
    var searchBudget: Int
    private var lines: LineCounter

    /// An element that is open.
    struct OpenElement {
        /// Where the name stands in the input.
        var name: Range<Int>
        var element: ElementName
        /// Where its start tag stands in the output.
        var outputStart: Int
        var namespaces: Int
    }

    /// The outcome.
    struct Mended {
        var document: [UInt8]
        var log: WarningLog
        var isTruncated: Bool
    }

    private init(
        _ input: UnsafeBufferPointer<UInt8>, entities: DeclaredEntities, log: WarningLog
    ) {
        unsafe self.input = unsafe input
        lines = unsafe LineCounter(input)
        self.entities = entities
        self.log = log
        searchBudget = 8 * input.count
        output.reserveCapacity(input.count + input.count / 8)
    }

    /// The document, which begins with its root element, mended.
    static func mend(
        _ input: UnsafeBufferPointer<UInt8>, entities: DeclaredEntities, log: WarningLog
    ) -> Mended {
        var mender = unsafe MarkupMender(input, entities: entities, log: log)
        mender.run()
        return Mended(
            document: mender.output, log: mender.log, isTruncated: mender.isTruncated)
    }

    private mutating func run() {
        let told = log.warnings.count
        while unsafe index < input.count {
            if unsafe input[index] == UInt8(ascii: "<") {
                markup()
            } else {
                text(upTo: unsafe ByteSearch.find(0x3C, in: input, from: index) ?? input.count)
            }
            if open.isEmpty && !output.isEmpty { break }
        }
        if !open.isEmpty {
            truncated()
        } else if unsafe index < input.count && !rest().isEmpty {
            fault("text after the root element", at: index)
        }
        // libxml2 had a reason to refuse the document, even where nothing had to be changed.
        if log.warnings.count == told, !hasExpanded { fault("not well-formed", at: index) }
    }

    /// What is left, without white space and NUL.
    private func rest() -> Slice<UnsafeBufferPointer<UInt8>> {
        unsafe input[index...].drop { $0 <= 0x20 }
    }

    /// The document ends within its root: an entry of which only a part is there goes, what is
    /// open is closed.
    private mutating func truncated() {
        isTruncated = true
        fault("the document ends before its root element", at: index)
        if let entry = open.lastIndex(where: { $0.element == .item || $0.element == .entry }),
            entry < open.count - 1
        {
            output.removeSubrange(open[entry].outputStart...)
            open.removeSubrange(entry...)
        }
        close(through: 0)
    }

    // MARK: - Elements

    /// Closes open elements, the last one first, through the one at `position`.
    mutating func close(through position: Int) {
        while open.count > position, let element = open.popLast() {
            output.append(contentsOf: "</".utf8)
            unsafe output.append(contentsOf: input[element.name])
            output.append(UInt8(ascii: ">"))
            namespaces -= element.namespaces
        }
        overflow = 0
    }

    /// Whether the output has grown so much that nothing more is escaped.
    var isOvergrown: Bool { unsafe output.count > input.count + Self.growthMax }

    // MARK: - Names and places

    static func startsName(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
    }

    static func continuesName(_ byte: UInt8) -> Bool {
        startsName(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
    }

    /// Tells a fault at a byte of the input.
    mutating func fault(_ message: String, at offset: Int) {
        guard !log.isFull else { return log.fault(message) }
        let place = lines.position(of: offset)
        log.fault(message, line: place.line, column: place.column)
    }
}
