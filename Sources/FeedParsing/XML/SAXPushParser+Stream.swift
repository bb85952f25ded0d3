// SPDX-License-Identifier: Apache-2.0

internal import CLibXML2

extension SAXPushParser {
    /// What goes into libxml2: the document in pieces of the same size, with an instruction in the
    /// place of each run of text.
    @safe struct Stream {
        private let context: xmlParserCtxtPtr
        private let state: UnsafeMutablePointer<State>
        private var piece: [UInt8] = []
        private var pushed = 0

        init(context: xmlParserCtxtPtr, state: UnsafeMutablePointer<State>) {
            unsafe self.context = unsafe context
            unsafe self.state = unsafe state
            piece.reserveCapacity(SAXPushParser.pieceBytes + 64)
        }

        /// Whether libxml2 gets nothing more.
        private var isOver: Bool { unsafe state.pointee.isOver }

        mutating func push(_ document: UnsafeBufferPointer<UInt8>) {
            var index = 0
            while !isOver, let run = unsafe state.pointee.texts.next() {
                unsafe append(document, index..<run.lowerBound)
                TextRun.instruction.withUTF8Buffer { unsafe piece.append(contentsOf: $0) }
                index = run.upperBound
                // One run may follow the other without markup between.
                if piece.count >= SAXPushParser.pieceBytes { flush() }
                if unsafe state.pointee.texts.isFull { flush() }
                if unsafe state.pointee.texts.hasIllegalText {
                    unsafe state.pointee.hasFailed = true
                }
            }
            unsafe append(document, index..<document.count)
            flush()
            if !isOver { _ = unsafe xmlParseChunk(context, nil, 0, 1) }
            // An instruction of the document's own took the place of a run.
            if unsafe !state.pointee.texts.isUsedUp, !isOver {
                unsafe state.pointee.hasFailed = true
            }
        }

        private mutating func append(_ document: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
            var index = range.lowerBound
            while index < range.upperBound, !isOver {
                let count = min(SAXPushParser.pieceBytes - piece.count, range.upperBound - index)
                if count > 0 {
                    unsafe piece.append(
                        contentsOf: UnsafeBufferPointer(rebasing: document[index..<(index + count)])
                    )
                    index += count
                }
                if piece.count >= SAXPushParser.pieceBytes { flush() }
            }
        }

        private mutating func flush() {
            guard !piece.isEmpty, !isOver else { return }
            unsafe piece.withUnsafeBytes { bytes in
                // The code is that of the last error, of which `failed` has heard.
                _ = unsafe xmlParseChunk(
                    context, bytes.assumingMemoryBound(to: CChar.self).baseAddress,
                    Int32(bytes.count), 0)
            }
            pushed += piece.count
            piece.removeAll(keepingCapacity: true)
            if unsafe xmlDictSize(context.pointee.dict) > SAXPushParser.namesMax {
                unsafe state.pointee.giveUp(
                    "more than \(SAXPushParser.namesMax) different names: the rest is left out")
            }
            let waiting = unsafe pushed - xmlByteConsumed(context)
            if waiting > SAXPushParser.markupBytesMax, unsafe state.pointee.isStrict {
                unsafe state.pointee.hasFailed = true
            }
        }
    }
}
