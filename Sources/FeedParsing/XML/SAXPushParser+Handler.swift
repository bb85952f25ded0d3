// SPDX-License-Identifier: Apache-2.0

internal import CLibXML2

extension SAXPushParser {
    /// The callbacks; the context is the parser's `State`.
    static func makeHandler() -> xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.startElementNs = {
            context, name, prefix, uri, namespaceCount, _, attributeCount, _, attributes in
            guard let state = unsafe SAXPushParser.state(context) else { return }
            let attributes = unsafe XMLAttributes(attributes, count: Int(attributeCount))
            unsafe state.pointee.start(
                name: SAXPushParser.bytes(of: name), prefix: SAXPushParser.bytes(of: prefix),
                uri: uri, namespaces: Int(namespaceCount),
                attributes: attributes)
        }
        unsafe handler.endElementNs = { context, _, _, _ in
            guard let state = unsafe SAXPushParser.state(context) else { return }
            unsafe state.pointee.end()
        }
        unsafe handler.characters = { context, text, count in
            guard let state = unsafe SAXPushParser.state(context) else { return }
            unsafe state.pointee.builder.text(
                UnsafeBufferPointer(start: text, count: Int(count)))
        }
        unsafe handler.cdataBlock = handler.characters
        unsafe handler.ignorableWhitespace = handler.characters
        unsafe handler.processingInstruction = { context, target, _ in
            guard let state = unsafe SAXPushParser.state(context) else { return }
            unsafe state.pointee.instruction(SAXPushParser.bytes(of: target))
        }
        unsafe handler.serror = { context, error in
            guard let state = unsafe SAXPushParser.state(context), let error = unsafe error else {
                return
            }
            unsafe state.pointee.failed(
                code: error.pointee.code, isFatal: error.pointee.level == XML_ERR_FATAL)
        }
        return unsafe handler
    }

    private static func state(
        _ context: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<State>? {
        unsafe context?.assumingMemoryBound(to: State.self)
    }
}

extension SAXPushParser.State {
    /// More attributes or namespaces than any feed has: libxml2 compares each with each.
    private static let attributesMax = 256
    private static let namespacesMax = 128
    /// Deeper than any text that people write; libxml2's push parser has no limit of its own.
    private static let depthMax = 256

    mutating func start(
        name: UnsafeBufferPointer<UInt8>, prefix: UnsafeBufferPointer<UInt8>,
        uri: UnsafePointer<UInt8>?, namespaces: Int, attributes: XMLAttributes
    ) {
        if isStrict && hasFailed { return }
        unsafe builder.start(
            name: name, prefix: prefix, uri: uri, namespaces: namespaces, attributes: attributes)
        if attributes.count > Self.attributesMax || builder.depth > Self.depthMax
            || builder.namespacesInScope > Self.namespacesMax
        {
            hasFailed = true
        }
    }

    /// An instruction: that of a run of text, or one of the document's, which means nothing.
    mutating func instruction(_ target: UnsafeBufferPointer<UInt8>) {
        if isStrict && hasFailed { return }
        guard unsafe ByteSearch.hasPrefix(TextRun.target, in: target, at: 0),
            target.count == TextRun.target.utf8CodeUnitCount
        else { return }
        // Outside the root no text may stand.
        if builder.depth == 0 { hasFailed = true }
        let surplus = texts.take(into: &builder)
        guard let surplus else {
            // The instruction is the document's own.
            hasFailed = true
            return
        }
        pastBytes += surplus
    }

    mutating func end() {
        if isStrict && hasFailed { return }
        builder.end()
        if builder.depth == 0 { isComplete = true }
    }

    /// Something libxml2 complains about. Namespaces that are not declared do no harm; bytes after
    /// the root element are junk that has been stepped over by then.
    mutating func failed(code: Int32, isFatal: Bool) {
        if code == Int32(XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue) {
            fault("a namespace prefix is not declared")
            undeclared += 1
            if undeclared > SAXPushParser.undeclaredMax {
                giveUp(
                    "more than \(SAXPushParser.undeclaredMax) undeclared prefixes: the rest is left out"
                )
            }
        } else if isFatal, isComplete {
            fault("text after the root element")
        } else if isFatal {
            hasFailed = true
        }
    }

    /// Tells a fault where libxml2 is now; its own lines know nothing of the runs of text.
    private mutating func fault(_ message: String) {
        guard !builder.log.isFull else { return builder.log.fault(message) }
        let place = unsafe lines.position(of: xmlByteConsumed(context) + pastBytes)
        builder.log.fault(message, line: place.line, column: place.column)
    }
}
