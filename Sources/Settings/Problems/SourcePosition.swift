// SPDX-License-Identifier: Apache-2.0

/// A place in a file, as editors and compilers name it.
public struct SourcePosition: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The file, as the configuration or the caller named it.
    public var file: String
    /// The line, from 1; line breaks are LF, CR LF and CR.
    public var line: Int
    /// The Unicode code point in that line, from 1.
    public var column: Int

    /// A place.
    public init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }

    /// Orders by file, then by place.
    public static func < (a: SourcePosition, b: SourcePosition) -> Bool {
        (a.file, a.line, a.column) < (b.file, b.line, b.column)
    }
}
