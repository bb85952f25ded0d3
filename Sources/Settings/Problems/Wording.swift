// SPDX-License-Identifier: Apache-2.0

/// `text` between backquotes as a message shows it: at most `limit` code points, none of which
/// could command a terminal.
func quoted(_ text: some StringProtocol, limit: Int = 60) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
        switch scalar.properties.generalCategory {
        // Controls; joiners, bidirectional overrides and tags; line and paragraph separators.
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
            shown.append("\u{FFFD}")
        default: shown.append(scalar)
        }
    }
    let isCut = text.unicodeScalars.dropFirst(limit).first != nil
    return "`\(String(shown))\(isCut ? "…" : "")`"
}

/// The one of `candidates` that `word` was probably meant to be; nil when none is near.
///
/// Near is a word that begins with this one, or else within a third of the word's length in
/// insertions, deletions, substitutions and swaps of neighbours (the optimal string alignment
/// distance); case and `-` for `_` are not counted.
func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    func plain(_ text: String) -> [UInt8] {
        text.lowercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
    }
    // Nobody mistypes a whole line; this also bounds the table.
    let letters = plain(word)
    guard letters.count <= 64 else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
        let other = plain(candidate)
        if letters.count >= 3, other.starts(with: letters) { return candidate }
        let distance = alignmentDistance(letters, other)
        if distance <= max(1, letters.count / 3), distance < best?.distance ?? .max {
            best = (candidate, distance)
        }
    }
    return best?.candidate
}

private func alignmentDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = [Array(0...b.count)]
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var cost = min(
                rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                cost = min(cost, rows[i - 1][j - 1] + 1)
            }
            row.append(cost)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}

/// `; did you mean …?`, or `otherwise` where nothing is near.
func hint(for word: String, among candidates: some Sequence<String>, otherwise: String) -> String {
    guard let near = nearest(to: word, among: candidates) else { return otherwise }
    return "; did you mean `\(near)`?"
}
