// SPDX-License-Identifier: Apache-2.0

/// Something in a document that JSON does not allow, and that was mended to read the rest.
public struct JSONRepair: Sendable, Equatable {
    /// What was wrong, and what was done.
    public enum Kind: Sendable, Equatable, CaseIterable {
        /// Bytes that are not UTF-8: replaced by U+FFFD.
        case encoding
        /// Half of a surrogate pair as an escape: replaced by U+FFFD.
        case loneSurrogate
        /// A control character as it is inside a string: kept, escaped.
        case controlCharacter
        /// A backslash before something that needs none: dropped.
        case escape
        /// A comma before a closing bracket: dropped.
        case trailingComma
        /// Bytes after the end of the document: ignored.
        case trailingBytes
        /// The document ends too early: closed after the last whole value.
        case truncated
    }

    /// What was wrong.
    public var kind: Kind
    /// The byte of the document where it was found.
    public var offset: Int

    /// A repair.
    public init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

/// A document that may have been mended to be read.
public struct MendedJSON {
    /// The value of the document.
    public var value: JSONValue
    /// What was mended, in the order of the document, at most `JSONMender.repairsMax` of them and
    /// the truncation; none when the document was JSON as it stood.
    public var repairs: [JSONRepair]

    /// Whether the document ended too early: its last object may lack members.
    public var isTruncated: Bool { repairs.last?.kind == .truncated }
}

@available(*, unavailable, message: "A document is read on one thread.")
extension MendedJSON: Sendable {}
