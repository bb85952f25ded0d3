// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Randomness
import StorySearch
import StoryStore
import SystemCalls

/// A store of many days to search in: English, Japanese and Korean news in the proportions of the
/// sample feeds, with accents, curly quotes, full-width digits, pictures and soft hyphens where
/// such texts have them.
struct SearchStore {
    let megabytes: Int

    /// Stands in one story of twenty thousand.
    static let rareWord = "abductees"
    /// Stands in every English story.
    static let commonWord = "minister"

    /// 2024-01-01T00:00:00Z.
    private static let start = Instant(seconds: 1_704_067_200)
    private static let days = 365

    private static let english = [
        "The minister said on Friday that the talks would go on in the spring.",
        "Asked about the date, he called it “a matter of weeks” and did not say more.",
        "Officials of both sides met twice in a third country — as this paper has learnt.",
        "The café’s owner, José Muñoz, told reporters that prices rose by ½ percent.",
        "Markets were calm… the index closed 0.4 % higher, its best week since March.",
        "A spokesman for the U.S. State Department declined to comment on the report.",
    ]
    private static let japanese = [
        "外相は金曜日、春にも協議を再開すると述べた。", "政府は１７日、関係省庁の会議を開き、対応を確認した。",
        "両国の当局者は第三国で２回会談したという。", "ＮＨＫの取材に対し、担当者は「答えられない」としている。",
        "市場は落ち着いた動きとなり、日経平均株価は続伸した。",
    ]
    private static let korean = [
        "외무장관은 금요일 회담이 봄에 재개될 것이라고 말했다.", "정부는 17일 관계부처 회의를 열고 대응 방안을 점검했다.",
        "양측 당국자들은 제3국에서 두 차례 만났다고 전해졌다.",
    ]

    /// Makes the store unless it is there.
    ///
    /// - Returns: The bytes of its stories, uncompressed.
    func make(at path: String, compressed: Bool) throws -> Int64 {
        if try FileSystem.status(of: "\(path)/FORMAT") == nil { try write(to: path) }
        if compressed {
            try StoreMaintenance(directory: path)
                .compress(before: (Self.start + .seconds(86_400 * (Self.days - 7))).day) { _ in true
                }
            try TermFilterMaintenance(StoreReader(directory: path)).update { _ in true }
        }
        let reader = try StoreReader(directory: path)
        return try reader.segments(of: .stories).reduce(0) {
            try $0 + (reader.outline(of: $1)?.length ?? 0)
        }
    }

    private func write(to path: String) throws {
        try FileSystem.makeDirectories(path)
        var random = SplitMix64(seed: 2026)
        var writer = try StoryWriter.open(directory: path, announced: .start)
        var number = 0
        for day in 0..<Self.days {
            var bytes = 0
            while bytes < megabytes * 1_000_000 / Self.days {
                var batch = StoryBatch(stories: (0..<100).map { story(number + $0, &random) })
                number += 100
                bytes += batch.stories.reduce(0) { $0 + $1.contentText.count + 500 }
                _ = try writer.append(&batch, now: Self.start + .seconds(86_400 * day))
            }
        }
    }

    private func story(_ number: Int, _ random: inout SplitMix64) -> Story {
        let digest = (0..<10).map {
            UInt8(truncatingIfNeeded: number >> (8 * ($0 % 4))) ^ UInt8($0)
        }
        var story = Story(
            id: StoryID(digest: digest), stored: Self.start,
            feed: FeedReference(url: "https://example.org/feed.xml", title: "An example"))
        let kind = Int.random(in: 0..<100, using: &random)
        let (sentences, language) =
            kind < 55
            ? (Self.english, "en") : kind < 82 ? (Self.japanese, "ja") : (Self.korean, "ko")
        var text = ""
        let length = Int.random(in: 500..<3000, using: &random)
        while text.utf8.count < length {
            text += sentences[Int.random(in: 0..<sentences.count, using: &random)]
            text += Int.random(in: 0..<5, using: &random) == 0 ? "\n\n" : " "
        }
        if kind < 2 { text += "☎\u{FE0F} +81 (0)3" }
        if kind == 3 { text += " The soft\u{AD}hyphen\u{AD}ated." }
        if number % 20_000 == 777 { text += " Relatives of the \(Self.rareWord) spoke." }
        story.language = UTF8Text(language)
        story.title = UTF8Text("Story \(number): \(sentences[number % sentences.count])")
        story.contentText = UTF8Text(text)
        story.url = UTF8Text("https://example.org/news/story-\(number)")
        story.canonicalURL = UTF8Text("example.org/news/story-\(number)")
        story.source = "example.org"
        story.guid = UTF8Text("tag:example.org,2026:\(number)")
        story.topics = [
            TopicVerdict(
                name: "example", score: 2,
                matches: [TermMatch(term: "Story", field: .title, start: 0, end: 5)])
        ]
        return story
    }
}
