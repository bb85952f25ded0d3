// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// An expression over the terms of a `TermTable`.
indirect enum CompiledNode: Sendable {
    /// The term with this number, in these fields.
    case term(Int, FieldSet)
    /// A language range in lower case.
    case language(String)
    case near(CompiledNode, [(distance: Int, operand: CompiledNode)])
    case not(CompiledNode)
    case and([CompiledNode])
    case or([CompiledNode])
}

/// Fields to look in.
struct FieldSet: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let title = FieldSet(rawValue: 1)
    static let body = FieldSet(rawValue: 2)
    static let source = FieldSet(rawValue: 4)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The fields of a term with this scope.
    init(scope: MatchField?) {
        switch scope {
        case .title: self = .title
        case .body: self = .body
        case .source: self = .source
        case nil: self = [.title, .body]
        }
    }

    /// Whether the field with this number, its place in `MatchField.allCases`, is one of them.
    func contains(field: Int) -> Bool { rawValue >> field & 1 == 1 }
}

/// A positive term of a topic: what is reported where it occurs.
struct PositiveTerm: Sendable, Hashable {
    var term: Int
    var fields: FieldSet
    var written: String
}
