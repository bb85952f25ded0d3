// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON
public import FeedModel

/// Reads JSON documents (RFC 8259) through simdjson, one after the other.
///
/// Its memory is used again for the next document unless a value of the last one is still held,
/// so reading many short lines allocates nothing but what is taken out of them.
public struct JSONParser: ~Copyable {
    /// Arrays and objects may be nested this deep.
    private let depthMax: Int
    private var tape: JSONTape?

    /// A parser.
    ///
    /// - Parameter depthMax: How deep arrays and objects may be nested; no feed known nests
    ///   deeper than 10.
    public init(depthMax: Int = 256) {
        self.depthMax = depthMax
    }

    /// The one value of the document in `bytes`. A byte order mark before it is skipped.
    public mutating func parse(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(JSONError) -> JSONValue {
        var document = unsafe bytes
        if bytes.count >= 3, unsafe bytes[0] == 0xEF, unsafe bytes[1] == 0xBB,
            unsafe bytes[2] == 0xBF
        {
            unsafe document = unsafe UnsafeBufferPointer(rebasing: bytes[3...])
        }
        let tape = try unusedTape()
        do {
            try unsafe tape.parse(document, depthMax: depthMax)
        } catch {
            var located = error
            if let offset = error.offset {
                located.offset = offset + bytes.count - document.count
            }
            throw located
        }
        return JSONValue(tape: tape, index: 1)
    }

    /// The one value of the document in `bytes`. A byte order mark before it is skipped.
    public mutating func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        try unsafe bytes.withUnsafeBufferPointer { pointer throws(JSONError) -> JSONValue in
            try unsafe parse(pointer)
        }
    }

    /// The one value of the document in `text`.
    public mutating func parse(_ text: UTF8Text) throws(JSONError) -> JSONValue {
        try unsafe text.withUnsafeBytes { pointer throws(JSONError) -> JSONValue in
            try unsafe parse(pointer)
        }
    }

    /// The one value of a document as feeds in the wild are: strictly if it can be, else after
    /// mending what `JSONRepair.Kind` lists.
    ///
    /// - Throws: What a strict reading of the mended document throws.
    public mutating func parseMending(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(JSONError) -> MendedJSON {
        do {
            return unsafe MendedJSON(value: try parse(bytes), repairs: [])
        } catch  where error.code == .syntax || error.code == .encoding {
            let (mended, repairs) = unsafe JSONMender.mend(bytes)
            // Nothing to mend: the first refusal knows the place, if any.
            if repairs.isEmpty { throw error }
            return MendedJSON(value: try parse(mended), repairs: repairs)
        }
    }

    /// The tape of the last document if no value of it is held any more, else a new one.
    private mutating func unusedTape() throws(JSONError) -> JSONTape {
        // Asked before anything here holds the tape, too.
        if isKnownUniquelyReferenced(&self.tape), let tape { return tape }
        let new = try JSONTape()
        tape = new
        return new
    }
}

@available(*, unavailable, message: "A parser is used on one thread.")
extension JSONParser: Sendable {}
