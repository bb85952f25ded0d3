// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Judges a stream of documents, oldest first, each against those before it: `feedwatch dedup`.
///
/// It keeps every document whole, and names copies of copies by what they resemble most.
public struct DuplicateStream: Sendable {
    private let similarity: Double?
    private var index = NearDuplicateIndex()
    private var documents: [Kept] = []
    private var urls: [CanonicalURL: Int] = [:]
    private var texts: [Fingerprint: [Int]] = [:]

    /// What a document is to those before it.
    public enum Verdict: Sendable, Equatable {
        /// Nothing like it came before.
        case new
        /// The canonical URL, or title and text, of the named document.
        case duplicate(of: UTF8Text)
        /// A copy of the named document.
        case nearDuplicate(of: UTF8Text, similarity: Double)
    }

    private struct Kept: Sendable {
        let id: UTF8Text
        let title: WordList
        let body: WordList
        let feed: UInt64
    }

    /// An empty stream. `similarity` is the larger of resemblance and containment from which a text
    /// may be a copy, nil for never.
    public init(similarity: Double? = 0.65) {
        self.similarity = similarity
    }

    /// Judges `document` and keeps it.
    public mutating func judge(_ document: StreamDocument) -> Verdict {
        let kept = Kept(
            id: document.id, title: index.words(of: document.title),
            body: index.words(of: document.text), feed: Hash64(document.source, seed: 0).value)
        let url = CanonicalURL(document.url)
        let fingerprint = Fingerprint(title: kept.title, body: kept.body)
        let verdict = verdict(on: kept, url, fingerprint)
        index.insert(kept.body, feed: kept.feed)
        if verdict == .new { index.learn(kept.body, feed: kept.feed) }
        if let url, urls[url] == nil { urls[url] = documents.count }
        texts[fingerprint, default: []].append(documents.count)
        documents.append(kept)
        return verdict
    }

    private mutating func verdict(
        on document: Kept, _ url: CanonicalURL?, _ fingerprint: Fingerprint
    ) -> Verdict {
        if let first = url.flatMap({ urls[$0] }) { return .duplicate(of: documents[first].id) }
        if let first = texts[fingerprint]?.first(where: { isSameText(document, documents[$0]) }) {
            return .duplicate(of: documents[first].id)
        }
        guard let similarity else { return .new }
        let candidates = index.candidates(for: document.body, feed: document.feed)
        guard !candidates.isEmpty else { return .new }
        let text = index.compared(title: document.title, body: document.body, feed: document.feed)
        var best: (document: Int, similarity: Double)?
        for candidate in candidates.map({ Int($0) - 1 }) {
            let other = documents[candidate]
            let compared = index.compared(title: other.title, body: other.body, feed: other.feed)
            if let found = Resemblance.ofCopies(text, compared, threshold: similarity),
                found > best?.similarity ?? 0
            {
                best = (candidate, found)
            }
        }
        guard let best else { return .new }
        return .nearDuplicate(of: documents[best.document].id, similarity: best.similarity)
    }

    private func isSameText(_ a: Kept, _ b: Kept) -> Bool {
        ComparedText.weight(of: a.title.words + a.body.words) >= Resemblance.leastWeight
            && a.title.hasSameText(as: b.title) && a.body.hasSameText(as: b.body)
    }
}
