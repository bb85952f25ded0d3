// SPDX-License-Identifier: Apache-2.0

internal import Text

extension LogField {
    /// The most bytes of one value that are written. Title, URL and error are far shorter in
    /// earnest; some twenty fields at this length stay well below the ~200 KB that one datagram
    /// to the journal may have (net.core.wmem_default).
    static let valueLimit = 4096
    /// The most values of a list that are written: a story of more topics than that is named by
    /// its first ones.
    static let listLimit = 16

    /// The values, cleaned and capped: one, or those of a list.
    var cleanValues: [String] {
        switch value {
        case .text(let text): [CleanText.line(text, limit: Self.valueLimit)]
        case .integer(let number): [String(number)]
        case .list(let texts):
            texts.prefix(Self.listLimit).map { CleanText.line($0, limit: 256) }
        }
    }
}
