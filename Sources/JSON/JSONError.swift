// SPDX-License-Identifier: Apache-2.0

/// Why a text is no JSON document (RFC 8259).
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of refusal.
    public enum Code: Sendable, Equatable {
        /// No JSON at all, or something after it, or a token in the wrong place.
        case syntax
        /// Bytes that are not UTF-8.
        case encoding
        /// Arrays and objects nested deeper than was allowed.
        case depth
        /// No memory, or longer than 4 GiB.
        case capacity
    }

    /// What kind of refusal it is.
    public var code: Code
    /// The byte at which the trouble is, where that is known.
    public var offset: Int?
    /// What is wrong, in a few words without bytes of the text.
    public var message: String

    /// An error.
    public init(code: Code, offset: Int? = nil, message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }

    /// The message, after `byte N: ` where the place is known.
    public var description: String {
        offset.map { "byte \($0): \(message)" } ?? message
    }
}
