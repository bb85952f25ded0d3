// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Numbers that count readers: they change from poll to poll, and no story changes with them.
enum Counters {
    /// `words` without the numbers next to a word such as "comments", which is in the plural after
    /// one of them as after many.
    static func removed(from words: [Word]) -> [Word] {
        var kept: [Word] = []
        // How far `words` were taken over.
        var taken = 0
        var index = 0
        while let start = words[index...].firstIndex(where: \.isNumeral) {
            index = start
            while index < words.count, words[index].isNumeral { index += 1 }
            guard isCounted(words, start..<index) else { continue }
            kept += words[taken..<start]
            taken = index
            if let plural = kept.last.flatMap({ plurals[$0] }) { kept[kept.count - 1] = plural }
            if index < words.count, let plural = plurals[words[index]] {
                kept.append(plural)
                taken = index + 1
            }
        }
        return taken == 0 ? words : kept + words[taken...]
    }

    /// Whether a word before or after the number says that it counts readers.
    private static func isCounted(_ words: [Word], _ number: Range<Int>) -> Bool {
        let (before, after) = (number.lowerBound, number.upperBound)
        if names.has(words, before - 1, 1) || names.has(words, before - 2, 2) { return true }
        // One or two counting characters in between: 12件のコメント, 12条评论.
        return names.has(words, after, 1)
            || (0...1).contains { names.has(words, after + $0, 2) }
    }

    /// Words of spaced scripts, and the two characters nearest to the number for the others.
    private static let names = Names(
        [
            "comment", "comments", "reply", "replies", "view", "views", "share", "shares",
            "like", "likes", "points", "votes", "upvotes", "reads", "retweets", "댓글", "조회",
            "조회수", "추천", "공감", "评论", "阅读", "浏览", "点赞", "回复", "閲覧", "ント", "コメ",
            "のコ",
        ])

    /// The plurals of those names that have one.
    private static let plurals: [Word: Word] = {
        var scanner = WordScanner()
        let pairs = [
            ("comment", "comments"), ("reply", "replies"), ("view", "views"), ("share", "shares"),
            ("like", "likes"),
        ].map { (scanner.words(of: UTF8Text($0)).words, scanner.words(of: UTF8Text($1)).words) }
        return Dictionary(pairs.flatMap { zip($0, $1) }) { first, _ in first }
    }()

    /// Names of one or two words.
    private struct Names: Sendable {
        private let names: Set<[Word]>
        /// A bit of 512 for each first word, by its upper bits: few others are looked up.
        private var filter = SIMD8<UInt64>.zero

        init(_ texts: [String]) {
            var scanner = WordScanner()
            names = Set(texts.map { scanner.words(of: UTF8Text($0)).words })
            for name in names {
                guard let word = name.first?.bits else { continue }
                filter[Int(word >> 61)] |= 1 << (word >> 55 & 63)
            }
        }

        /// Whether the `count` words of `words` at `start` are one of the names.
        @inline(__always) func has(_ words: [Word], _ start: Int, _ count: Int) -> Bool {
            guard start >= 0, start + count <= words.count else { return false }
            let word = words[start].bits
            guard filter[Int(word >> 61)] >> (word >> 55 & 63) & 1 != 0 else { return false }
            return names.contains(Array(words[start..<start + count]))
        }
    }
}
