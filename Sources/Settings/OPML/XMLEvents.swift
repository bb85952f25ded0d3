// SPDX-License-Identifier: Apache-2.0

internal import CLibXML2

/// The one place that calls libxml2: a strict, bounded reading of a small XML document as events.
///
/// No DTD is read (a document that has one is refused), so there are no entities but the five of
/// XML; nothing is fetched. The callbacks run inside `read`, on its thread.
enum XMLEvents {
    /// Reads `bytes` and tells `reader` what is in them, up to the first error.
    static func read(_ bytes: [UInt8], into reader: inout OPMLReader) {
        xmlInitParser()
        var handler = unsafe Self.handler()
        unsafe withUnsafeMutablePointer(to: &reader) { reader in
            let state = unsafe State(reader: reader)
            // `state` outlives the parser, which has a plain pointer to it.
            withExtendedLifetime(state) {
                let context = unsafe Unmanaged.passUnretained(state).toOpaque()
                guard
                    let parser = unsafe xmlCreatePushParserCtxt(&handler, context, nil, 0, nil)
                else {
                    unsafe reader.pointee.failed("not enough memory", line: 1, column: 1)
                    return
                }
                unsafe state.parser = parser
                _ = unsafe xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
                unsafe bytes.withUnsafeBytes { bytes in
                    // Its result is told to the error callback before.
                    _ = unsafe xmlParseChunk(
                        parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                        Int32(bytes.count), 1)
                }
                unsafe xmlFreeParserCtxt(parser)
            }
        }
    }

    /// What the callbacks share.
    @safe private final class State {
        /// Valid while `read` runs.
        let reader: UnsafeMutablePointer<OPMLReader>
        /// Valid from its making to the end of `read`.
        var parser: xmlParserCtxtPtr?

        init(reader: UnsafeMutablePointer<OPMLReader>) {
            unsafe self.reader = reader
        }

        /// Where the tag begins that was just read: `<` cannot stand inside one. The column is 1
        /// where libxml2 has let go of the beginning of the line.
        func tagPosition() -> (line: Int, column: Int) {
            guard let input = unsafe parser?.pointee.input else { return (1, 1) }
            let base = unsafe input.pointee.base
            guard let base = unsafe base, var at = unsafe input.pointee.cur else { return (1, 1) }
            var line = unsafe Int(input.pointee.line)
            while unsafe at > base && at.pointee != UInt8(ascii: "<") {
                unsafe at -= 1
                if unsafe at.pointee == UInt8(ascii: "\n") { line -= 1 }
            }
            var column = 1
            while unsafe at > base {
                unsafe at -= 1
                if unsafe at.pointee == UInt8(ascii: "\n") { return (line, column) }
                if unsafe at.pointee & 0xC0 != 0x80 { column += 1 }
            }
            return unsafe (line, input.pointee.consumed == 0 ? column : 1)
        }

        /// Ends the reading after the event at hand.
        func stop() {
            unsafe xmlStopParser(parser)
        }
    }

    private static func state(_ context: UnsafeMutableRawPointer?) -> State? {
        unsafe context.map { unsafe Unmanaged<State>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func text(_ bytes: UnsafePointer<xmlChar>?, _ count: Int) -> String {
        unsafe String(
            decoding: UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count),
            as: UTF8.self)
    }

    /// The attributes without a prefix. libxml2 gives five pointers for each: name, prefix,
    /// namespace, the value and its end.
    private static func attributes(
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
    ) -> [String: String] {
        guard let values = unsafe values else { return [:] }
        var attributes: [String: String] = [:]
        for index in 0..<count {
            guard let key = unsafe values[index * 5], unsafe values[index * 5 + 1] == nil,
                let start = unsafe values[index * 5 + 3], let end = unsafe values[index * 5 + 4]
            else { continue }
            // An ampersand comes as `&#38;` for a tree builder to decode, since entities are not
            // replaced; no other `&` can come.
            attributes[unsafe String(cString: key)] = unsafe text(start, end - start)
                .replacing("&#38;", with: "&")
        }
        return attributes
    }

    /// What went wrong, in libxml2's words, and what is usually the reason.
    private static func words(_ error: xmlError) -> String {
        let text = unsafe error.message.map { unsafe String(cString: $0) } ?? ""
        let words = String(text.prefix { !$0.isNewline })
        switch xmlParserErrors(rawValue: UInt32(unsafe error.code)) {
        case XML_ERR_NAME_REQUIRED, XML_ERR_ENTITYREF_SEMICOL_MISSING, XML_ERR_UNDECLARED_ENTITY:
            return "\(words) (`&` is written `&amp;`)"
        default: return words
        }
    }

    private static func handler() -> xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.initialized = XML_SAX2_MAGIC
        unsafe handler.startElementNs = { context, name, _, _, _, _, count, _, values in
            guard let state = unsafe XMLEvents.state(context), let name = unsafe name else {
                return
            }
            let (line, column) = state.tagPosition()
            unsafe state.reader.pointee.start(
                String(cString: name), XMLEvents.attributes(values, count: Int(count)),
                line: line, column: column)
            if unsafe state.reader.pointee.isOver { state.stop() }
        }
        unsafe handler.endElementNs = { context, name, _, _ in
            guard let state = unsafe XMLEvents.state(context) else { return }
            unsafe state.reader.pointee.end()
        }
        unsafe handler.characters = { context, bytes, count in
            guard let state = unsafe XMLEvents.state(context) else { return }
            unsafe state.reader.pointee.characters(XMLEvents.text(bytes, Int(count)))
        }
        unsafe handler.internalSubset = { context, _, _, _ in
            guard let state = unsafe XMLEvents.state(context) else { return }
            let line = unsafe state.parser?.pointee.input?.pointee.line ?? 1
            unsafe state.reader.pointee.failed(
                "a document type is refused: a list needs none", line: Int(line), column: 1)
            state.stop()
        }
        unsafe handler.serror = { context, error in
            guard let state = unsafe XMLEvents.state(context), let error = unsafe error else {
                return
            }
            let words = unsafe XMLEvents.words(error.pointee)
            // int2 is the column for errors of the parser (libxml2, `xmlStructuredErrorFunc`).
            unsafe state.reader.pointee.failed(
                "no XML: \(words)", line: Int(error.pointee.line), column: Int(error.pointee.int2))
        }
        return unsafe handler
    }
}
