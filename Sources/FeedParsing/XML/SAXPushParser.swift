// SPDX-License-Identifier: Apache-2.0

internal import CLibXML2
internal import FeedModel
internal import Glibc

/// libxml2's push parser, fed with one document and calling a builder.
///
/// The document is UTF-8 without XML declaration and DOCTYPE: `Prolog` has taken them off, so
/// that libxml2 never sees a declaration of an entity, an attribute or an encoding. It opens no
/// file and no connection (`XML_PARSE_NONET`, no loader is ever asked), substitutes no entity and
/// keeps its own limits (no `XML_PARSE_HUGE`).
///
/// libxml2 calls back on the thread that calls `parse`, before it returns; the context points to
/// the state that this parser owns and frees.
@safe struct SAXPushParser: ~Copyable {
    /// Faster than in one piece: what is parsed stays in the cache, and so does the text between.
    static let pieceBytes = 4 << 10
    /// A piece of markup larger than this is not for libxml2, whose checks of attributes take time
    /// in proportion to the square of their number.
    static let markupBytesMax = 128 << 10
    /// More different names than any feed has: libxml2 looks each up in lists that grow without
    /// bound, because its table of names stops growing (2.9.14: at 16,384 lists).
    static let namesMax = 50_000
    /// More prefixes without a declaration than any feed has: libxml2 composes a message for each.
    static let undeclaredMax = 200_000

    /// What the callbacks see.
    @safe struct State: ~Copyable {
        var builder: DocumentBuilder
        /// Whether to stop at the first fault, to mend the document and begin again.
        var isStrict: Bool
        var hasFailed = false
        /// Whether what is left of the document is left out.
        private(set) var isGivenUp = false
        /// How many prefixes were met that are not declared.
        var undeclared = 0
        /// Whether the root element is closed: what follows is junk.
        var isComplete = false
        /// The runs of text whose instructions are due.
        var texts: TextRunScanner
        /// How many bytes of the document went past libxml2 so far.
        var pastBytes = 0
        var lines: LineCounter
        /// The context, while the document is parsed.
        var context: xmlParserCtxtPtr?

        /// Whether libxml2 gets nothing more.
        var isOver: Bool { isGivenUp || hasFailed && isStrict }

        init(builder: consuming DocumentBuilder, isStrict: Bool) {
            self.builder = builder
            self.isStrict = isStrict
            let nothing = unsafe UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            texts = unsafe TextRunScanner(nothing)
            lines = unsafe LineCounter(nothing)
        }

        /// Reading on would take too long. A strict attempt has failed; in any other the entries
        /// that are complete stay, and the rest is left out, which `message` says.
        mutating func giveUp(_ message: String) {
            guard !isOver else { return }
            hasFailed = true
            guard !isStrict else { return }
            isGivenUp = true
            builder.log.fault(message)
        }
    }

    private let state: UnsafeMutablePointer<State>

    init(builder: consuming DocumentBuilder, isStrict: Bool) {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: State(builder: builder, isStrict: isStrict))
        _ = Self.isInitialised
    }

    deinit {
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// xmlInitParser(3) has to run once before there are threads that parse.
    private static let isInitialised: Bool = {
        xmlInitParser()
        return true
    }()

    /// Whether the document was what XML demands, as far as it was read.
    var isSound: Bool { unsafe !state.pointee.hasFailed }

    /// Parses the document and gives the builder back.
    consuming func parse(_ document: UnsafeBufferPointer<UInt8>) -> Outcome {
        unsafe push(document)
        // The builder leaves the state, in which an empty one takes its place.
        var builder = DocumentBuilder.empty()
        unsafe swap(&builder, &state.pointee.builder)
        return unsafe Outcome(
            builder: builder, isSound: !state.pointee.hasFailed,
            isComplete: state.pointee.isComplete)
    }

    /// What came of a document.
    struct Outcome: ~Copyable {
        var builder: DocumentBuilder
        var isSound: Bool
        var isComplete: Bool

        /// The feed that was built; nil when it was none.
        consuming func feed(unless isForeign: @autoclosure () -> Bool) -> Feed? {
            builder.finish(unless: isForeign())
        }
    }

    private borrowing func push(_ document: UnsafeBufferPointer<UInt8>) {
        var handler = unsafe Self.makeHandler()
        guard let context = unsafe xmlCreatePushParserCtxt(&handler, state, nil, 0, nil) else {
            unsafe state.pointee.hasFailed = true
            return
        }
        defer { unsafe xmlFreeParserCtxt(context) }
        var options = Int32(
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
        if unsafe !state.pointee.isStrict { options |= Int32(XML_PARSE_RECOVER.rawValue) }
        guard unsafe xmlCtxtUseOptions(context, options) == 0 else {
            unsafe state.pointee.hasFailed = true
            return
        }
        unsafe state.pointee.texts = unsafe TextRunScanner(document)
        unsafe state.pointee.lines = unsafe LineCounter(document)
        unsafe state.pointee.context = unsafe context
        var stream = unsafe Stream(context: context, state: state)
        unsafe stream.push(document)
        unsafe state.pointee.context = nil
    }

    /// The bytes of a string of libxml2's; empty for nil.
    static func bytes(of string: UnsafePointer<UInt8>?) -> UnsafeBufferPointer<UInt8> {
        guard let string = unsafe string else {
            return unsafe UnsafeBufferPointer(start: nil, count: 0)
        }
        let count = unsafe strlen(
            UnsafeRawPointer(string).assumingMemoryBound(to: CChar.self))
        return unsafe UnsafeBufferPointer(start: string, count: Int(count))
    }
}
