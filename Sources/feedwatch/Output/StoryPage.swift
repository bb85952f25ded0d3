// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Text

/// A story in full, for a person to read.
struct StoryPage {
    let story: Story
    /// The copies that were seen later.
    var sightings: [Sighting] = []
    /// The later versions, oldest first.
    var revisions: [Revision] = []

    /// The lines of the page.
    func lines(on terminal: Terminal) -> [String] {
        let matches = story.topics.flatMap(\.matches)
        let title = HighlightedText.render(
            story.title, matches.filter { $0.field == .title }, isLine: true, on: terminal)
        var lines = [terminal.usesColour ? terminal.styled(title, .bold) : title]
        lines += facts(on: terminal)
        let body = HighlightedText.render(
            story.body, matches.filter { $0.field == .body }, isLine: false, on: terminal)
        if !body.isEmpty { lines += ["", body] }
        lines += evidence(on: terminal)
        lines += copies(on: terminal)
        lines += versions(on: terminal)
        return lines
    }

    private func facts(on terminal: Terminal) -> [String] {
        var facts: [(String, String)] = []
        func add(_ name: String, _ value: String) {
            let clean = CleanText.line(value, limit: 4000)
            if !clean.isEmpty { facts.append((name, clean)) }
        }
        add("url", story.url.string)
        add("about", story.externalURL.string)
        add("source", story.source.string)
        add("feed", Self.name(of: story.feed))
        add("authors", story.authors.map(\.name.string).joined(separator: ", "))
        if let published = story.published { add("published", TimeText.dateAndTime(published)) }
        if let modified = story.modified { add("modified", TimeText.dateAndTime(modified)) }
        add("stored", TimeText.dateAndTime(story.stored))
        add("language", story.language.string)
        add("tags", story.tags.map(\.string).joined(separator: ", "))
        for attachment in story.attachments { add("attachment", attachment.url.string) }
        add("id", story.id.description)
        return facts.map { name, value in
            terminal.styled(DisplayWidth.fit(name, to: 11), .dim) + value
        }
    }

    /// Which words brought the story in: a line each topic and term.
    private func evidence(on terminal: Terminal) -> [String] {
        var lines: [String] = []
        for topic in story.topics {
            lines += ["", "\(terminal.styled(topic.name, .bold)) score \(Self.score(topic.score))"]
            var order: [String] = []
            var places: [String: [TermMatch]] = [:]
            for match in topic.matches {
                if places[match.term] == nil { order.append(match.term) }
                places[match.term, default: []].append(match)
            }
            for term in order {
                let matches = places[term, default: []]
                let shown = matches.prefix(5).map {
                    "\($0.field.rawValue) \($0.start)–\($0.end)"
                }
                let more = matches.count > 5 ? " and \(matches.count - 5) more" : ""
                lines.append(
                    "  \(terminal.styled(CleanText.line(term), .match)): "
                        + shown.joined(separator: ", ") + more)
            }
        }
        return lines
    }

    private func copies(on terminal: Terminal) -> [String] {
        guard !sightings.isEmpty else { return [] }
        let count = sightings.count
        var lines = [
            "", terminal.styled("seen again \(count == 1 ? "once" : "\(count) times")", .bold),
        ]
        for sighting in sightings {
            let percent = Int((sighting.similarity * 100).rounded())
            let how =
                sighting.reason == .near
                ? "near-duplicate, \(percent) %" : "same \(sighting.reason.rawValue)"
            lines.append(
                "  \(TimeText.dateAndTime(sighting.seen))  \(later(sighting.seen))  "
                    + "\(terminal.styled(CleanText.line(sighting.source.string), .cyan))  (\(how))")
            let title = CleanText.line(sighting.title.string)
            if !title.isEmpty, sighting.title != story.title { lines.append("    \(title)") }
            if !sighting.url.isEmpty {
                lines.append("    \(CleanText.line(sighting.url.string))")
            }
        }
        return lines
    }

    /// How long after the story something came: `3h later`.
    private func later(_ instant: Instant) -> String {
        let duration = instant - story.stored
        return duration < .seconds(1) ? "at once" : "\(TimeText.duration(duration)) later"
    }

    private func versions(on terminal: Terminal) -> [String] {
        var lines: [String] = []
        var (title, content, summary) = (story.title, story.contentText, story.summary)
        for revision in revisions {
            let changed = revision.changed.joined(separator: ", ")
            lines += [
                "",
                terminal.styled("changed \(TimeText.dateAndTime(revision.seen))", .bold)
                    + " \(later(revision.seen)) (\(changed))",
            ]
            for (old, new) in [
                (title, revision.title), (summary, revision.summary),
                (content, revision.contentText),
            ] {
                guard let new else { continue }
                lines.append(
                    "  " + WordDifference.text(from: old.string, to: new.string, on: terminal))
            }
            title = revision.title ?? title
            summary = revision.summary ?? summary
            content = revision.contentText ?? content
        }
        return lines
    }

    private static func name(of feed: FeedReference) -> String {
        feed.title.isEmpty ? feed.url.string : "\(feed.title) (\(feed.url))"
    }

    /// `3` or `2.5`.
    private static func score(_ score: Double) -> String {
        score == score.rounded() && abs(score) < 1e15 ? String(Int(score)) : String(score)
    }
}
