// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Numbers that count readers: they change from poll to poll, and no story changes with them.
enum Counters {
    /// `words` without the numbers next to a word such as "comments".
    static func removed(from words: [Word]) -> [Word] {
        guard words.contains(where: \.isNumeral) else { return words }
        var kept: [Word] = []
        kept.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            let start = index
            while index < words.count, words[index].isNumeral { index += 1 }
            if start == index {
                kept.append(words[index])
                index += 1
            } else if !isCounted(words, start..<index) {
                kept += words[start..<index]
            }
        }
        return kept
    }

    /// Whether a word before or after the number says that it counts readers.
    private static func isCounted(_ words: [Word], _ number: Range<Int>) -> Bool {
        let before = words[..<number.lowerBound].suffix(2)
        var after = words[number.upperBound...].prefix(3)
        if let last = before.last, names.contains([last]) { return true }
        if before.count == 2, names.contains(Array(before)) { return true }
        if let first = after.first, names.contains([first]) { return true }
        // A counting character in between: 12件のコメント, 12条评论.
        for _ in 0..<2 {
            if after.count >= 2, names.contains(Array(after.prefix(2))) { return true }
            after = after.dropFirst()
        }
        return false
    }

    /// Words of spaced scripts, and the two characters nearest to the number for the others.
    private static let names: Set<[Word]> = {
        var scanner = WordScanner()
        return Set(
            [
                "comment", "comments", "reply", "replies", "view", "views", "share", "shares",
                "like", "likes", "points", "votes", "upvotes", "reads", "retweets", "댓글", "조회",
                "조회수", "추천", "공감", "评论", "阅读", "浏览", "点赞", "回复", "閲覧", "ント", "コメ",
                "のコ",
            ].map { scanner.words(of: UTF8Text($0)).words })
    }()
}
