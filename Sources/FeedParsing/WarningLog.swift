// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// What is told about a document, bounded in number.
struct WarningLog: Sendable {
    private(set) var warnings: [ParseWarning] = []
    /// Whether anything told was a fault of the document, not just something left out.
    private(set) var isBozo = false
    /// How many lines stand before what libxml2 calls line 1.
    var linesBefore = 0
    /// How many columns stand before what libxml2 calls column 1 of line 1.
    var columnsBefore = 0
    private let most: Int

    /// Whether nothing more is listed.
    var isFull: Bool { warnings.count > most }

    init(most: Int) {
        self.most = max(1, most)
    }

    /// Something that the document's format does not allow.
    mutating func fault(_ message: String, line: Int = 0, column: Int = 0) {
        isBozo = true
        notice(message, line: line, column: column)
    }

    /// Something that users should know.
    mutating func notice(_ message: String, line: Int = 0, column: Int = 0) {
        guard warnings.count < most else {
            if warnings.count == most {
                warnings.append(
                    ParseWarning(line: 0, column: 0, message: "more warnings, not listed"))
            }
            return
        }
        let place = line == 1 ? column + columnsBefore : column
        warnings.append(
            ParseWarning(
                line: line > 0 ? line + linesBefore : 0, column: line > 0 ? place : 0,
                message: message))
    }
}
