// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Judges a stream of documents, oldest first, each against those before it: `feedwatch dedup`.
///
/// It keeps every document whole, and names copies of copies by what they resemble most.
public struct DuplicateStream: Sendable {
    private let similarity: Double?
    private var index = NearDuplicateIndex()
    private var scanner = EntryScanner()
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
        let text: EntryText
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
            id: document.id, text: scanner.text(title: document.title, body: document.text),
            feed: Hash64(document.source, seed: 0).value)
        let url = CanonicalURL(document.url)
        let own = index.own(kept.text.body, feed: kept.feed)
        let verdict = verdict(on: kept, own, url)
        index.insert(own)
        if verdict == .new { index.learn(kept.text.body, feed: kept.feed) }
        if let url, urls[url] == nil { urls[url] = documents.count }
        texts[kept.text.fingerprint, default: []].append(documents.count)
        documents.append(kept)
        return verdict
    }

    private mutating func verdict(
        on document: Kept, _ own: [Word], _ url: CanonicalURL?
    ) -> Verdict {
        if let first = url.flatMap({ urls[$0] }) { return .duplicate(of: documents[first].id) }
        if let first = texts[document.text.fingerprint]?.first(where: {
            isSameText(document.text, documents[$0].text)
        }) {
            return .duplicate(of: documents[first].id)
        }
        guard let similarity else { return .new }
        let candidates = index.candidates(for: own)
        guard !candidates.isEmpty else { return .new }
        let text = ComparedText(title: document.text.title.words, words: own)
        var best: (document: Int, similarity: Double)?
        for candidate in candidates.map({ Int($0) - 1 }) {
            let other = documents[candidate]
            let compared = ComparedText(
                title: other.text.title.words, words: index.own(other.text.body, feed: other.feed))
            if let found = Resemblance.ofCopies(text, compared, threshold: similarity),
                found > best?.similarity ?? 0
            {
                best = (candidate, found)
            }
        }
        guard let best else { return .new }
        return .nearDuplicate(of: documents[best.document].id, similarity: best.similarity)
    }

    private func isSameText(_ a: EntryText, _ b: EntryText) -> Bool {
        ComparedText.weight(of: a.title.words + a.body.words) >= Resemblance.leastWeight
            && a.title.hasSameText(as: b.title) && a.body.hasSameText(as: b.body)
    }
}
