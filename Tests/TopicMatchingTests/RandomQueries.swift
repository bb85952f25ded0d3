// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Randomness
import TopicMatching

/// Queries and texts from a small stock in which everything collides with everything.
struct RandomQueries {
    var generator: SplitMix64

    static let words = [
        "us", "U.S.", "u", "s", "North", "korea", "kor*", "no*", "N.Korea", "Jong-un", "17", "17人",
        "北", "北朝", "北朝鮮", "朝鮮", "鲜", "拉致", "拉：致", "拉・致", "キム", "か", "が", "ー", "日本人", "北Korea",
        "일본", "일본인", "*납치", "납치", "*인", "북-北", "café", "ss", "a1*", "sør*", "fi", "ab", "abc*",
        "Kim's", "ไ", "會社", "株",
    ]
    static let pieces = [
        "us", "U.S.", "u.s", "u", "s", "North", "korea", "Koreas", "kor", "no", "N.", "Jong", "un",
        "17", "１７", "人", "北", "朝", "鮮", "鲜", "拉", "致", "拉致", "キム", "ｷﾑ", "か", "が", "か\u{3099}", "ー",
        "日本人", "일본", "인", "납치", "일본인납치", "의", "cafe", "caf\u{e9}", "cafe\u{301}", "ß", "ss", "a1",
        "a", "1", "sør", "sørl", "ﬁ", "ab", "abc", "abcdefghij", "Kim", "'s", "’s", "ไ", "㍿", "㈱",
        " ", " ", " ", " ", "\n", "\n\n", "\r\n", "\r\n \r\n", "\u{2029}", ".", ",", "・", "·", "-",
        "—", "(", "\u{ad}", "\u{200b}", "\u{fe00}", "…", "🚀", "_", "\u{301}", "한",
        "\u{1100}\u{1161}",
    ]

    mutating func pick<T>(_ list: [T]) -> T {
        list[Int.random(in: 0..<list.count, using: &generator)]
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    mutating func text(_ most: Int) -> String {
        let count = Int.random(in: 0...most, using: &generator)
        return (0..<count).map { _ in pick(Self.pieces) }.joined(separator: chance(40) ? " " : "")
    }

    mutating func term() -> String {
        guard chance(30) else { return pick(Self.words) }
        let count = Int.random(in: 1...3, using: &generator)
        return "\"" + (0..<count).map { _ in pick(Self.words) }.joined(separator: " ") + "\""
    }

    /// An expression that reads without an error, though it may be unbounded.
    mutating func expression(_ depth: Int) -> String {
        switch depth == 0 ? 0 : Int.random(in: 0..<10, using: &generator) {
        case 0...2: return chance(15) ? "\(pick(["title", "body", "source"])):\(term())" : term()
        case 3: return "(\(expression(depth - 1)) OR \(expression(depth - 1)))"
        case 4: return "\(expression(depth - 1)) OR \(expression(depth - 1))"
        case 5, 6: return "(\(expression(depth - 1))) \(term())"
        case 7: return "(\(expression(depth - 1))) NOT (\(expression(depth - 1)))"
        case 8:
            var near = term()
            for _ in 0...Int.random(in: 0...1, using: &generator) {
                let distance = Int.random(in: 0...3, using: &generator)
                near += " NEAR/\(distance) " + (chance(30) ? "(\(term()) OR \(term()))" : term())
            }
            return chance(20) ? "title:(\(near))" : near
        default:
            return
                "\(pick(["title", "body"])):(\(expression(depth - 1)) lang:\(pick(["ja", "en"])))"
        }
    }

    mutating func document() -> MatchDocument {
        MatchDocument(
            title: UTF8Text(text(6)), body: UTF8Text(text(24)), source: UTF8Text(text(4)),
            language: UTF8Text(pick(["ja", "en", "en-US"])))
    }
}
