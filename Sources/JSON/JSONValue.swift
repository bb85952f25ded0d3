// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// A value of a parsed document: a place in it, read when asked for.
///
/// It keeps the document alive. Not for use on several threads at once.
public struct JSONValue {
    /// What a value can be.
    public enum Kind: Sendable, Equatable {
        case object, array, string, number, bool, null
    }

    let tape: JSONTape
    let index: Int

    /// What this value is.
    public var kind: Kind {
        switch tag {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        default: .null
        }
    }

    /// Whether this is `null`.
    public var isNull: Bool { tag == UInt8(ascii: "n") }

    /// The string, escapes resolved; nil when this is none.
    public var text: UTF8Text? {
        guard tag == UInt8(ascii: "\"") else { return nil }
        return unsafe UTF8Text(utf8: Array(tape.string(at: payload)))
    }

    /// The string as a `String`; nil when this is none.
    public var string: String? {
        unsafe withStringBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Calls `body` with the bytes of the string in place, valid for the call only; nil when this
    /// is no string.
    public func withStringBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard tag == UInt8(ascii: "\"") else { return nil }
        return try unsafe body(tape.string(at: payload))
    }

    /// The number, as near as a `Double` comes; nil when this is none.
    public var double: Double? {
        switch tag {
        case UInt8(ascii: "d"): Double(bitPattern: tape.word(index + 1))
        case UInt8(ascii: "l"): Double(Int64(bitPattern: tape.word(index + 1)))
        case UInt8(ascii: "u"): Double(tape.word(index + 1))
        default: nil
        }
    }

    /// The number, if it is a whole one in the range of `Int` (3.0 is); else nil.
    public var int: Int? {
        switch tag {
        case UInt8(ascii: "l"): Int(truncatingIfNeeded: Int64(bitPattern: tape.word(index + 1)))
        case UInt8(ascii: "u"): Int(exactly: tape.word(index + 1))
        case UInt8(ascii: "d"): Int(exactly: Double(bitPattern: tape.word(index + 1)))
        default: nil
        }
    }

    /// The truth value; nil when this is none.
    public var bool: Bool? {
        switch tag {
        case UInt8(ascii: "t"): true
        case UInt8(ascii: "f"): false
        default: nil
        }
    }

    /// The type letter of simdjson's tape.
    @inline(__always) var tag: UInt8 { UInt8(truncatingIfNeeded: tape.word(index) >> 56) }

    /// The 56 bits beside the letter: an offset of strings, or a link.
    @inline(__always) var payload: Int { Int(tape.word(index) & 0x00FF_FFFF_FFFF_FFFF) }

    /// The index of what follows this value.
    @inline(__always) var next: Int {
        switch tag {
        case UInt8(ascii: "{"), UInt8(ascii: "["): payload & 0xFFFF_FFFF
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
        default: index + 1
        }
    }
}

@available(*, unavailable, message: "A document is read on one thread.")
extension JSONValue: Sendable {}
