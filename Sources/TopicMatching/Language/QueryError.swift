// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// What is wrong with a topic's query or one of its phrases (QUERY.md section 6).
public struct QueryError: Error, Sendable, Equatable {
    /// The kinds of errors, as QUERY.md names them.
    public enum Code: String, Sendable, CaseIterable {
        case empty = "E_EMPTY"
        case unexpected = "E_UNEXPECTED"
        case unclosedParenthesis = "E_UNCLOSED_PAREN"
        case unopenedParenthesis = "E_UNOPENED_PAREN"
        case unclosedPhrase = "E_UNCLOSED_PHRASE"
        case emptyTerm = "E_EMPTY_TERM"
        case unknownField = "E_UNKNOWN_FIELD"
        case fieldValue = "E_FIELD_VALUE"
        case wildcardPosition = "E_WILDCARD_POSITION"
        case wildcardShort = "E_WILDCARD_SHORT"
        case nearDistance = "E_NEAR_DISTANCE"
        case nearOperand = "E_NEAR_OPERAND"
        case prefixOperator = "E_PREFIX_OPERATOR"
        case unbounded = "E_UNBOUNDED"
        case tooDeep = "E_TOO_DEEP"
        case tooLong = "E_TOO_LONG"
    }

    /// What kind of error it is.
    public var code: Code
    /// Where it is: the scalar offset in the string that `part` names.
    public var position: Int
    /// What is wrong and what to write instead, in words.
    public var message: String
    /// The string of the definition that has the error.
    public var part: TopicPart
    /// The topic's name; empty for a query that belongs to none.
    public var topic: String

    /// An error.
    public init(
        _ code: Code, at position: Int, _ message: String, part: TopicPart = .query,
        topic: String = ""
    ) {
        self.code = code
        self.position = position
        self.message = message
        self.part = part
        self.topic = topic
    }
}
