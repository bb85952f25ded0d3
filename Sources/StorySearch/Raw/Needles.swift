// SPDX-License-Identifier: Apache-2.0

internal import Text
internal import TopicMatching

/// Terms of which one is looked for in lines of JSON as they are stored, compiled.
///
/// A term stands in a line in one of three ways. Most often as its letters in either case: they are
/// found by a pair of neighbouring bytes. Or with characters that fold to its letters, one to one:
/// full width, accents, Han variants. Or with some about which only folding tells: ligatures, soft
/// hyphens, combining marks, escapes. Characters of the last two kinds are looked at one by one, so
/// nothing is missed (QUERY.md section 2).
struct Needles: Sendable {
    /// A run without its characters, which stand in `letters`: the loop that compares them copies
    /// no array.
    struct Run: Sendable {
        var first: Int
        var count: Int
        var allowsGaps: Bool
        var startsWord: Bool
        var endsWord: Bool
        var mayBeInitials: Bool
    }

    private(set) var runs: [Run] = []
    /// The characters of all runs.
    private(set) var letters: [UInt32] = []
    let pairs: [BytePair]
    let roles: CharacterRoles
    /// What characters of the plane fold to.
    let folded: [UInt16]
    let folds: ScalarFolds
    /// By byte, whether a character of ASCII may belong to what is sought.
    let mayBelong: [Bool]

    /// More pairs would be slower than decoding.
    private static let pairsMax = 12

    /// nil when the terms are too many, or too short, to be told from anything else.
    init?(_ terms: [RequiredTerm], foldsHan: Bool) {
        let found = terms.map { SoughtRun($0) }
        let runs = Array(Set(found.compactMap(\.self)))
        guard !runs.isEmpty, found.allSatisfy({ $0 != nil }) else { return nil }
        let folds = ScalarFolds(foldsHan: foldsHan)
        let plane = folds.plane
        var pairs: [BytePair] = []
        for (number, run) in runs.enumerated() {
            guard let more = Self.pairs(of: run, number, plane) else { return nil }
            pairs += more
        }
        guard pairs.count <= Self.pairsMax else { return nil }
        self.pairs = pairs
        let roles = CharacterRoles(runs, folds)
        self.roles = roles
        mayBelong = (0...0x7F).map { roles.mayBelong(ascii: $0) }
        folded = plane
        self.folds = folds
        for run in runs {
            self.runs.append(
                Run(
                    first: letters.count, count: run.scalars.count, allowsGaps: run.allowsGaps,
                    startsWord: run.startsWord, endsWord: run.endsWord,
                    mayBeInitials: run.mayBeInitials))
            letters += run.scalars
        }
    }

    /// The pairs of bytes one of which every plain occurrence of `run` has; nil where there are
    /// none.
    private static func pairs(of run: SoughtRun, _ number: Int, _ plane: [UInt16]) -> [BytePair]? {
        let scalars = run.scalars
        let letters = scalars.indices.filter { scalars[$0] < 0x80 }
        let neighbours = letters.filter { !run.allowsGaps && letters.contains($0 + 1) }
            .map { BytePair.ascii(scalars[$0], scalars[$0 + 1], run: number, place: $0, back: 0) }
        if let rarest = neighbours.min(by: { $0.frequency < $1.frequency }) {
            guard run.mayBeInitials else { return [rarest] }
            let dotted = letters.filter { $0 > 0 }
                .map { BytePair.ascii(0x2E, scalars[$0], run: number, place: $0, back: -1) }
            return dotted.min { $0.frequency < $1.frequency }.map { [rarest, $0] }
        }
        // One character of the run, in all its forms.
        let candidates = scalars.indices.filter { scalars[$0] >= 0x80 }
            .map { place in forms(of: scalars[place], plane).map { ($0, place) } }
        return candidates.min { $0.count < $1.count }?.map { form, place in
            let bytes = Array(String(Character(form)).utf8)
            return BytePair(
                first: bytes[1], second: bytes[2], back: 1, run: number, place: place)
        }
    }

    /// The characters that fold to `scalar` and are not among those that are looked at one by one.
    private static func forms(of scalar: UInt32, _ plane: [UInt16]) -> [Unicode.Scalar] {
        plane.indices.filter { UInt32(plane[$0]) == scalar }
            .compactMap { Unicode.Scalar(UInt32($0)) }
            .filter { $0.value >= 0x800 && !SingledOut.contains($0) }
    }
}

/// Characters that are looked at one by one wherever they stand: all outside ASCII but those that
/// texts in Chinese, Japanese and Korean mostly consist of, which fold one to one and to nothing
/// but their like.
enum SingledOut {
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x80: false
        // By the first two bytes in UTF-8, as `LineFinder` looks at them.
        case 0x3099, 0x309A: true
        case 0x3000..<0x3100: false  // E3 80…83: punctuation, kana
        case 0x4000..<0xA000: false  // E4…E9: Han
        case 0xAC00..<0xD780: false  // EA B0…, EB, EC, ED …9D: Hangul syllables
        default: true
        }
    }
}
