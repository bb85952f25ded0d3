// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@testable import Reporting

/// The figures behind the page.
@Suite struct ReportBuilderTests {
    @Test func nothingIsAReportToo() {
        let report = Samples.builder().report(feeds: nil)
        #expect(report.stories == 0 && report.copies == 0 && report.topics.isEmpty)
        #expect(report.bins.count == 11 && report.counts == Array(repeating: 0, count: 11))
    }

    @Test func storiesAreCountedByDayTopicSourceAndLanguage() {
        var builder = Samples.builder()
        for number in 0..<10 { builder.add(Samples.story(number)) }
        let feed = Report.FeedRecord(
            name: "F", url: "https://a.example/rss", state: "ok", needsAttention: false,
            lastPoll: nil, result: "new")
        let report = builder.report(feeds: [feed])
        #expect(report.stories == 10)
        #expect(report.counts == [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
        #expect(report.topics.map(\.name) == ["all", "even"])
        #expect(report.topics.map(\.stories) == [10, 5])
        #expect(report.topics[1].counts == [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
        #expect(report.sources.map(\.name) == ["a.example", "b.example"])
        #expect(report.languages.map(\.tag) == ["en", "ja"])
        #expect(report.feeds?.first?.stories == 5)
        #expect(
            report.topics[0].terms == [
                Report.Term(term: "abduct*", stories: 5, language: "en"),
                Report.Term(term: "拉致", stories: 5, language: "ja"),
            ])
    }

    @Test func copiesTellWhoWasFirst() {
        var builder = Samples.builder()
        for number in 0..<4 {
            builder.add(
                Samples.copy(of: number, by: "copy.example", after: 600 * Int64(number + 1)))
        }
        builder.add(Samples.copy(of: 0, by: "late.example", after: 90_000))
        builder.add(Samples.copy(of: 0, by: "copy.example", after: 95_000))
        // On its own site, and of a story that nobody knows any more.
        builder.add(Samples.copy(of: 1, by: "b.example", after: 5))
        builder.add(Samples.copy(of: 99, by: "copy.example", after: 5))
        for number in 1..<4 { builder.add(Samples.story(number)) }
        #expect(builder.unknownOriginals == 2)
        builder.addOriginal(Samples.story(0))
        builder.addOriginal(Samples.story(50))
        #expect(builder.unknownOriginals == 1)
        let report = builder.report(feeds: nil)
        #expect(report.stories == 3 && report.copies == 8)
        #expect(
            report.pairs.map { "\($0.copier) \($0.first) \($0.copies)" } == [
                "copy.example a.example 3", "copy.example b.example 2", "late.example a.example 1",
            ])
        #expect(report.pairs[0].lateness.median == 1800)
        let sources = report.sources.map {
            "\($0.name) \($0.stories) \($0.copiedByOthers) \($0.copiesOfOthers)"
        }
        #expect(
            sources == [
                "b.example 2 2 0", "a.example 1 4 0", "copy.example 0 0 5", "late.example 0 0 1",
            ])
        #expect(report.copied.first?.copiers.map(\.source) == ["copy.example", "late.example"])
        #expect(report.copied.count == 4)
    }

    @Test func aLongPeriodIsCutToWhatThereIs() {
        var builder = ReportBuilder(since: Instant(seconds: 0), until: Samples.now)
        builder.add(Samples.story(3))
        let report = builder.report(feeds: nil)
        #expect(report.bins.width == 1 && report.bins.count == 8)
        #expect(report.counts == [1, 0, 0, 0, 0, 0, 0, 0])
    }
}
