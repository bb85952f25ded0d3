// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension Feed {
    /// Gives the entries what they have from the feed: language and authors.
    ///
    /// - Parameter languageless: The entries that say they have no language, in ascending order.
    mutating func inherit(exceptLanguageAt languageless: [Int] = []) {
        var waived = languageless[...]
        for index in entries.indices {
            if entries[index].authors.isEmpty { entries[index].authors = authors }
            if waived.first == index {
                waived.removeFirst()
            } else if entries[index].language.isEmpty {
                entries[index].language = language
            }
        }
    }
}
