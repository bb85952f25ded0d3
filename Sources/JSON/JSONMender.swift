// SPDX-License-Identifier: Apache-2.0

/// Makes JSON of what was meant to be JSON, as feeds in the wild are: a copy of the document with
/// the smallest changes that let a strict parser read it. What is beyond that is left as it is,
/// for the parser to refuse.
///
/// It lives within `mend`, for as long as the caller's `input` does.
@safe struct JSONMender {
    /// The most repairs that are listed; the rest are made all the same.
    static let repairsMax = 100

    var input: UnsafeBufferPointer<UInt8>
    var index = 0
    var output: [UInt8] = []
    var repairs: [JSONRepair] = []
    /// The closing brackets that are due.
    private var open: [UInt8] = []
    /// How far the output, with `open` closed, is a document of whole values.
    private var whole: (length: Int, depth: Int) = (0, 0)
    /// Where a comma stands that is not written before its successor is known.
    private var comma: Int?
    /// Whether the next string of an object is a key.
    private var expectsKey = false

    init(_ input: UnsafeBufferPointer<UInt8>) {
        unsafe self.input = unsafe input
        // A byte order mark is no part of the document.
        if unsafe input.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        output.reserveCapacity(input.count + 64)
    }

    /// The mended bytes and what was done.
    static func mend(_ input: UnsafeBufferPointer<UInt8>) -> ([UInt8], [JSONRepair]) {
        var mender = unsafe JSONMender(input)
        mender.run()
        return (mender.output, mender.repairs)
    }

    mutating func note(_ kind: JSONRepair.Kind, at offset: Int) {
        if repairs.count < Self.repairsMax || kind == .truncated {
            repairs.append(JSONRepair(kind: kind, offset: offset))
        }
    }

    private mutating func run() {
        while unsafe index < input.count {
            let byte = unsafe input[index]
            if isSpace(byte) {
                index += 1
            } else if open.isEmpty && whole.length > 0 {
                return note(.trailingBytes, at: index)
            } else if !token(byte) {
                return close()
            }
        }
        if !open.isEmpty || whole.length == 0 { close() }
    }

    /// Takes one token; false when the document ends within it.
    private mutating func token(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: ",") {
            flushComma()
            comma = index
            index += 1
            expectsKey = open.last == UInt8(ascii: "}")
            return true
        }
        switch byte {
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            if let comma { note(.trailingComma, at: comma) }
            comma = nil
            copyByte()
            _ = open.popLast()
            finishValue()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            flushComma()
            copyByte()
            // `}` and `]` stand two after `{` and `[` in ASCII.
            open.append(byte + 2)
            expectsKey = byte == UInt8(ascii: "{")
            whole = (output.count, open.count)
        case UInt8(ascii: ":"):
            copyByte()
            expectsKey = false
        case UInt8(ascii: "\""):
            flushComma()
            let isKey = expectsKey
            guard string() else { return false }
            if !isKey { finishValue() }
        default:
            flushComma()
            guard scalar() else { return false }
            finishValue()
        }
        return true
    }

    /// A number or a word, up to the byte that ends it.
    private mutating func scalar() -> Bool {
        while unsafe index < input.count {
            let byte = unsafe input[index]
            if isSpace(byte) || [44, 58, 91, 93, 123, 125, 34].contains(byte) { return true }
            copyByte()
        }
        return open.isEmpty
    }

    /// Ends the document after its last whole value.
    private mutating func close() {
        // A document without a single whole value is left for the parser to refuse.
        guard whole.length > 0 else { return }
        output.removeSubrange(whole.length...)
        output.append(contentsOf: open.prefix(whole.depth).reversed())
        unsafe note(.truncated, at: input.count)
    }

    private mutating func finishValue() {
        expectsKey = false
        whole = (output.count, open.count)
    }

    private mutating func flushComma() {
        if comma != nil { output.append(UInt8(ascii: ",")) }
        comma = nil
    }

    private mutating func copyByte() {
        unsafe output.append(input[index])
        index += 1
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
