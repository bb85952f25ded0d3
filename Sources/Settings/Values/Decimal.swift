// SPDX-License-Identifier: Apache-2.0

/// Numbers as people write them.
enum Decimal {
    /// The number `text`: an optional sign, digits, at most one point between digits; no more
    /// than a million either way. Nil for anything else, `1e3`, `.5`, `inf` and `0x10` included.
    static func parse(_ text: String) -> Double? {
        let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber =
            parts.count <= 2
            && parts.allSatisfy { part in
                (1...15).contains(part.utf8.count)
                    && part.utf8.allSatisfy { (48...57).contains($0) }
            }
        guard isNumber, let value = Double(text), abs(value) <= 1_000_000 else { return nil }
        return value
    }
}
