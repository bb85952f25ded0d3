// SPDX-License-Identifier: Apache-2.0

/// A query of QUERY.md section 5, read and checked.
public struct Query: Sendable, Hashable, CustomStringConvertible {
    /// The expression.
    public let root: QueryNode

    /// Reads a query.
    ///
    /// - Throws: the first error met reading left to right.
    public static func parse(_ string: String) throws(QueryError) -> Query {
        throw QueryError(.empty, at: 0, "")
    }

    /// The query in a form that reads back as the same query.
    public var description: String { "" }
}
