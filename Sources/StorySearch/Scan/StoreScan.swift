// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
public import StoryStore
internal import SystemCalls
public import TopicMatching

/// Goes through the lines of a store on several threads, in bounded memory, and hands on what they
/// find in the order of the store.
///
/// Terms without which a line is of no interest may be given: then only lines that may have one are
/// looked at, which are found before anything is decoded (`LineSieve`), and blocks of compressed
/// segments that have none are not even inflated (`TermFilters`). What is found is the same.
public struct StoreScan: Sendable {
    private let reader: StoreReader
    private let sieve: LineSieve?
    private let filters: TermFilters?
    /// At most so many threads look at pieces.
    private let threads: Int

    /// A scan of every line.
    ///
    /// - Parameter threads: How many processors may be used.
    public init(_ reader: StoreReader, threads: Int) {
        self.reader = reader
        self.threads = max(threads, 1)
        sieve = nil
        filters = nil
    }

    /// A scan of the lines that may match the only topic of `topics`.
    ///
    /// - Parameter usesFilters: Whether to look into the filters under `state/`.
    public init(
        _ reader: StoreReader, threads: Int, matching topics: TopicSet, usesFilters: Bool = true
    ) {
        self.reader = reader
        self.threads = max(threads, 1)
        let foldsHan = topics.definitions.first?.foldsHan ?? true
        let clauses = topics.definitions.count == 1 ? topics.requiredTerms(of: 0) : []
        sieve = LineSieve(clauses, foldsHan: foldsHan)
        filters =
            usesFilters && foldsHan && !clauses.isEmpty
            ? TermFilters(reader.directory, clauses) : nil
    }

    /// Looks at the intact lines of `selection` and calls `body` with what was found, in its order,
    /// until it returns false. Lines outside of the selection's times may be among them: it chooses
    /// days.
    ///
    /// - Parameters:
    ///   - judge: Makes what looks at lines, once for each thread.
    ///   - damage: Gets what was read and is damaged, each once; it is skipped.
    /// - Throws: `StoreError` when the directories cannot be read, and what `body` throws.
    public func run<Judge: LineJudge & ~Copyable>(
        _ kind: SegmentKind = .stories, in selection: StoreSelection,
        judge: @escaping @Sendable () -> Judge, damage: (Damage) -> Void,
        _ body: (Judge.Finding) throws -> Bool
    ) throws {
        var plan = try PiecePlan(reader, kind, selection, filters)
        let isReversed = selection.order == .newestFirst
        func handOn(_ piece: ScannedPiece<Judge.Finding>) throws -> Bool {
            piece.damages.forEach(damage)
            for finding in isReversed ? piece.findings.reversed() : piece.findings {
                guard try body(finding) else { return false }
            }
            return true
        }
        guard let first = plan.next(damage) else { return }
        let stop = StopSignal()
        // The first piece is looked at here: a small store needs no threads, and a large one shows
        // its first results while they start.
        var scanner = PieceScanner(reader, sieve, judge(), stop)
        guard try handOn(scanner.scan(first, number: 0)), let second = plan.next(damage) else {
            return
        }
        let crew = ScanCrew<Judge.Finding>(
            threads, reader, sieve, stop: stop, judge: judge)
        defer { crew.dismiss() }
        guard crew.isManned else {
            var next = Optional(second)
            while let piece = next, try handOn(scanner.scan(piece, number: 0)) {
                next = plan.next(damage)
            }
            return
        }
        crew.give(second)
        while true {
            while crew.wantsMore, let piece = plan.next(damage) { crew.give(piece) }
            guard let piece = crew.take(), try handOn(piece) else { return }
        }
    }
}
