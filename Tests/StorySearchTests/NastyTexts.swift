// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Randomness

/// Queries and texts from a small stock in which words hide behind everything that folding undoes.
struct NastyTexts {
    var generator: SplitMix64

    static let words = [
        "abduct", "abduct*", "abd*", "us", "U.S.", "usa", "korea", "kor*", "N.Korea", "Jong-un",
        "17", "17人", "a1", "b2b", "北朝鮮", "朝鲜", "拉致", "拉致被害者", "拉：致", "被", "会社", "株式会社", "キム",
        "がん", "か", "東京都", "일본", "일본인", "*납치", "납치", "한국", "각", "북-北", "café", "ss", "fi",
        "москва", "МОСК*", "й", "ไทย", "ศิลา", "ℵ", "𠮷野", "tm", "straße", "ijs", "k9", "пр*",
        "αθηνα", "x",
    ]
    static let pieces = [
        "abduct", "ABDUCT", "abduction", "Abducts", "ab\u{AD}duct", "abd\u{200B}uct", "ａｂｄｕｃｔ",
        "abdu\u{301}ct", "ábdúct", "a.b.d.u.c.t", "A.B.D.U.C.T.", "abducт", "𝐚𝐛𝐝𝐮𝐜𝐭", "ab", "duct",
        "us", "US", "U.S.", "u.s", "U．S．", "u\u{AD}.s", "ＵＳ", "U.S.A.", "usa", "house", "bus", "ｕs",
        "Us", "u", "s", "N.Korea", "KOREA", "Korea’s", "korea's", "kor", "\u{212A}orea", "corea",
        "17", "１７", "①⑦", "17人", "１７人", "人", "a1", "á1", "b2b", "B２B", "北朝鮮", "北朝鲜", "北 朝鮮",
        "北\n朝鮮", "北・朝・鮮", "北·朝鮮", "北、朝鮮", "⽕", "拉致", "拉致被害者", "拉\u{FE00}致", "拉 致 被 害 者",
        "拉致被\t害者", "拉｡致", "被", "会社", "會社", "㈱", "㍿", "株式会社", "キム", "ｷﾑ", "キ・ム", "がん", "か\u{3099}ん",
        "ｶﾞﾝ", "ガン", "がn", "か", "東京都", "东京都", "일본", "일본인", "일본인납치", "일본인의", "납치", "납\u{AD}치",
        "\u{1102}\u{1161}\u{11B8}\u{110E}\u{1175}", "\u{1112}\u{1161}\u{11AB}국", "한국", "가\u{11A8}",
        "각", "북", "cafe", "café", "cafe\u{301}", "CAFÉ", "ß", "ss", "SS", "ſs", "ﬁ", "fi", "ｆi",
        "москва", "МОСКВА", "москвой", "М.О.С.К.В.А", "и\u{306}", "й", "И\u{306}", "ไทย", "ศิลา",
        "ศ\u{200B}ิลา", "ℵ", "א", "𠮷野", "𠮷 野", "™", "tm", "strasse", "STRASSE", "straße", "ĳs",
        "ijs",
        "K9", "k９", "\u{212A}9", "προ", "пр", "ΑΘΗΝΑ", "αθηνα", "Αθήνα", "x", "Ｘ", "🚀", "☎\u{FE0F}",
        "👩\u{200D}🚀", "…", "½", "\u{202E}", "\u{301}", "\u{3099}",
    ]
    static let glue = [
        " ", " ", " ", "\n", "\n\n", "\t", "\u{3000}", ".", ",", "・", "", "", "-", "—", "\"", "\\",
        "\\n", "/", "\u{1}", "\u{AD}", "’", "'s ", "\u{2029}", "n", "\u{7F}", "\u{85}", "\u{A0}",
    ]

    mutating func pick<T>(_ list: [T]) -> T {
        list[Int.random(in: 0..<list.count, using: &generator)]
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    mutating func text(_ most: Int) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...most, using: &generator) {
            text += pick(Self.pieces) + pick(Self.glue)
        }
        return text
    }

    mutating func query() -> String {
        func term(_ random: inout NastyTexts) -> String {
            let words = (0..<(random.chance(70) ? 1 : 2)).map { _ in random.pick(Self.words) }
            let text = words.count == 1 ? words[0] : "\"\(words.joined(separator: " "))\""
            return random.chance(10) ? "\(random.pick(["title", "body", "source"])):\(text)" : text
        }
        var query = term(&self)
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
            query = "(\(query)) \(pick(["AND", "OR", "AND NOT", "OR"])) \(term(&self))"
        }
        return chance(10) ? "\(term(&self)) NEAR/3 \(term(&self))" : query
    }
}
