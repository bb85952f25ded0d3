// SPDX-License-Identifier: Apache-2.0

import FeedModel
import JSON
import TopicMatching

extension JSONWriter {
    /// Writes an instant in RFC 3339 and UTC, or `null`.
    mutating func value(orNull instant: Instant?) {
        if let instant { value(instant.rfc3339()) } else { null() }
    }

    /// Writes books: `{seen, known, rejected, stories, sightings, revisions}`.
    mutating func write(_ books: Books) {
        beginObject()
        member("seen", books.seen)
        member("known", books.known)
        member("rejected", books.rejected)
        member("stories", books.stories)
        member("sightings", books.sightings)
        member("revisions", books.revisions)
        endObject()
    }

    /// Writes occurrences as the store does: `[{"term":…,"field":…,"start":…,"end":…}]`.
    mutating func write(_ matches: [TermMatch]) {
        beginArray()
        for match in matches {
            beginObject()
            member("term", match.term)
            member("field", match.field.rawValue)
            member("start", match.start)
            member("end", match.end)
            endObject()
        }
        endArray()
    }

    /// Writes a part of a topic with its verdict, and its parts.
    mutating func write(_ clause: Explanation.Clause) {
        beginObject()
        member("text", clause.text)
        member("holds", clause.holds)
        key("evidence")
        write(clause.evidence)
        if !clause.masked.isEmpty {
            key("masked")
            write(clause.masked)
        }
        if !clause.parts.isEmpty {
            key("parts")
            beginArray()
            for part in clause.parts { write(part) }
            endArray()
        }
        endObject()
    }
}
