// SPDX-License-Identifier: Apache-2.0

/// How much two texts have in common, and whether one is a copy of the other.
///
/// The figures behind the rules were read off texts labelled by hand: wire copy cut, credited,
/// edited and retitled, against follow-ups, daily reports and standing headlines in English,
/// Japanese, Korean and Chinese. Each has room on both sides: copies share nine tenths of their
/// numbers in like places and have at least two fifths of their headline in common with the other
/// text, what is no copy at most two thirds and one quarter.
struct Resemblance: Sendable {
    /// The shingles in common, as a share of those of both texts.
    let resemblance: Double
    /// The shingles in common, as a share of those of the text that has fewer.
    let containment: Double

    /// Compares two texts.
    init(_ a: ComparedText, _ b: ComparedText) {
        let common = a.evidence.countCommon(with: b.evidence)
        let fewer = min(a.evidence.count, b.evidence.count)
        let all = a.evidence.count + b.evidence.count - common
        containment = fewer == 0 ? 0 : Double(common) / Double(fewer)
        resemblance = all == 0 ? 0 : Double(common) / Double(all)
    }

    /// The larger of resemblance and containment.
    var similarity: Double { max(resemblance, containment) }

    /// The similarity of two texts of which one is a copy of the other; nil when neither is.
    static func ofCopies(_ a: ComparedText, _ b: ComparedText, threshold: Double) -> Double? {
        guard min(a.weight, b.weight) >= leastWeight else { return nil }
        let similarity = Resemblance(a, b).similarity
        // A text that was cut short is otherwise as it was; one that merely begins alike is not.
        let isCut = min(a.length, b.length) * 2 < max(a.length, b.length)
        guard similarity >= min(1, isCut ? threshold + cutMargin : threshold) else { return nil }
        guard !isTemplate(a, b), sharesSubject(a, b), sharesLead(a, b) else { return nil }
        return similarity
    }

    /// Whether more than a quarter of the numbers differ between the same words: the next report
    /// from a template, or the same event a day later.
    private static func isTemplate(_ a: ComparedText, _ b: ComparedText) -> Bool {
        let (conflicts, agreements) = a.numbers.compared(with: b.numbers)
        return conflicts * 4 > conflicts + agreements
    }

    /// Whether a third of either headline occurs in the other story. Where none does, what the
    /// texts share is what their site puts into every one.
    private static func sharesSubject(_ a: ComparedText, _ b: ComparedText) -> Bool {
        isSupported(a.headline, by: b.vocabulary) || isSupported(b.headline, by: a.vocabulary)
    }

    private static func isSupported(_ headline: [UInt64], by words: HashSet64) -> Bool {
        headline.count { words.contains($0) } * 3 >= headline.count
    }

    /// Whether either text has a third of the other's first paragraph anywhere. A follow-up begins
    /// with what is new and repeats the rest.
    private static func sharesLead(_ a: ComparedText, _ b: ComparedText) -> Bool {
        isFound(a.lead, in: b.evidence) || isFound(b.lead, in: a.evidence)
    }

    private static func isFound(_ lead: [UInt64], in evidence: HashSet64) -> Bool {
        lead.count { evidence.contains($0) } * 3 >= lead.count
    }

    /// Ten words or twenty characters: what is shorter is like too much else.
    static let leastWeight = 20
    /// What the similarity of a text under half as long as the other must have more.
    private static let cutMargin = 0.15
}
