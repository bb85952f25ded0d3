// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Counts the stories and copies of a period. First all copies, then all stories.
public struct ReportBuilder: Sendable {
    private let since: Instant
    private let until: Instant
    private var stories = 0
    private var copies: [StoryID: [Copy]] = [:]
    private var copyCount = 0
    /// The stories that have copies.
    private var originals: [StoryID: Report.CopiedStory] = [:]
    private var days: [CivilDay: Int] = [:]
    private var topics: [String: TopicCount] = [:]
    private var sources: [String: Int] = [:]
    private var languages: [String: Int] = [:]
    private var feeds: [String: Int] = [:]

    private struct Copy: Sendable {
        var source: String
        var seen: Instant
    }

    private struct TopicCount: Sendable {
        var days: [CivilDay: Int] = [:]
        var terms: [String: TermCount] = [:]
    }

    private struct TermCount: Sendable {
        var stories = 0
        var languages: [String: Int] = [:]
    }

    /// Nothing yet, of the time between.
    public init(since: Instant, until: Instant) {
        self.since = since
        self.until = until
    }

    /// Counts a copy that was seen in the period.
    public mutating func add(_ sighting: Sighting) {
        copyCount += 1
        copies[sighting.story, default: []].append(
            Copy(source: sighting.source.string, seen: sighting.seen))
    }

    /// Counts a story that was stored in the period.
    public mutating func add(_ story: Story) {
        stories += 1
        let day = story.stored.day
        let language = story.language.string.lowercased()
        days[day, default: 0] += 1
        sources[story.source.string, default: 0] += 1
        languages[language, default: 0] += 1
        feeds[story.feed.url.string, default: 0] += 1
        for topic in story.topics {
            topics[topic.name, default: TopicCount()].days[day, default: 0] += 1
            for term in Set(topic.matches.map(\.term)) {
                topics[topic.name]?.terms[term, default: TermCount()].stories += 1
                topics[topic.name]?.terms[term]?.languages[language, default: 0] += 1
            }
        }
        addOriginal(story)
    }

    /// How many copies' stories are not known yet: they are older than the period.
    public var unknownOriginals: Int { copies.count - originals.count }

    /// Takes note of a story, of any time, if it has copies in the period.
    public mutating func addOriginal(_ story: Story) {
        guard copies[story.id] != nil else { return }
        originals[story.id] = Report.CopiedStory(
            title: story.title.string, url: story.url.string, language: story.language.string,
            source: story.source.string, stored: story.stored, copiers: [])
    }

    // MARK: The report

    /// The report.
    ///
    /// - Parameter feeds: The feeds there are; nil when that is not known.
    public func report(feeds: [Report.FeedRecord]?) -> Report {
        var report = Report(since: since, until: until)
        report.stories = stories
        report.copies = copyCount
        report.bins = bins
        report.counts = counts(days, in: report.bins)
        report.topics = topics.map { name, count in topic(name, count, in: report.bins) }
            .sorted { ($1.stories, $0.name) < ($0.stories, $1.name) }
        report.languages = languages.map { Report.Language(tag: $0, stories: $1) }
            .sorted { ($1.stories, $0.tag) < ($0.stories, $1.tag) }
        addCopies(to: &report)
        report.feeds = feeds.map { all in
            all.map { feed in
                var feed = feed
                feed.stories = self.feeds[feed.url, default: 0]
                return feed
            }
        }
        return report
    }

    /// The period; of a long one only what the store has of it.
    private var bins: DayBins {
        let all = DayBins(first: since.day, last: until.day)
        guard all.width > 1, let oldest = days.keys.min() else { return all }
        return DayBins(first: max(since.day, oldest), last: until.day)
    }

    private func counts(_ days: [CivilDay: Int], in bins: DayBins) -> [Int] {
        var counts = Array(repeating: 0, count: bins.count)
        for (day, count) in days {
            if let index = bins.index(of: day) { counts[index] += count }
        }
        return counts
    }

    private func topic(_ name: String, _ count: TopicCount, in bins: DayBins) -> Report.Topic {
        let terms = count.terms.map { term, count in
            // The larger count, and of equal ones always the same.
            let language = count.languages.min { ($1.value, $0.key) < ($0.value, $1.key) }
            return Report.Term(
                term: term, stories: count.stories, language: language?.key ?? "")
        }
        return Report.Topic(
            name: name, stories: count.days.values.reduce(0, +),
            counts: counts(count.days, in: bins),
            terms: terms.sorted { ($1.stories, $0.term) < ($0.stories, $1.term) })
    }

    /// Who was first, and who copied. A copy on the story's own site is no copying; one whose story
    /// is not known any more says nothing of who was first.
    private func addCopies(to report: inout Report) {
        var bySource = sources.mapValues { Report.Source(name: "", stories: $0) }
        var lateness: [[String]: [Int64]] = [:]
        for (id, copies) in copies {
            guard var original = originals[id] else { continue }
            let first = original.source
            for copy in copies.sorted(by: { $0.seen < $1.seen }) where copy.source != first {
                let late = max((copy.seen - original.stored).wholeMilliseconds / 1000, 0)
                bySource[first, default: Report.Source(name: "")].copiedByOthers += 1
                bySource[copy.source, default: Report.Source(name: "")].copiesOfOthers += 1
                lateness[[first, copy.source], default: []].append(late)
                if !original.copiers.contains(where: { $0.source == copy.source }) {
                    original.copiers.append(Report.Copier(source: copy.source, lateness: late))
                }
            }
            if !original.copiers.isEmpty { report.copied.append(original) }
        }
        report.sources = bySource.map { name, source in
            var source = source
            source.name = name
            return source
        }
        .sorted { ($1.stories, $0.name) < ($0.stories, $1.name) }
        report.pairs = lateness.map { pair, late in
            Report.CopyPair(
                first: pair[0], copier: pair[1], copies: late.count, lateness: Quartiles(of: late))
        }
        .sorted { ($1.copies, $0.first, $0.copier) < ($0.copies, $1.first, $1.copier) }
        report.copied.sort {
            ($1.copiers.count, $1.stored, $0.title) < ($0.copiers.count, $0.stored, $1.title)
        }
        report.copied = Array(report.copied.prefix(Report.copiedMax))
    }
}
