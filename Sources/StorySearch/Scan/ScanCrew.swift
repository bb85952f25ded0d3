// SPDX-License-Identifier: Apache-2.0

internal import StoryStore
internal import SystemCalls

/// The threads that look at pieces, and what is between them and the one that hands on: pieces go
/// out by number, and what was found comes back in that order.
final class ScanCrew<Finding: Sendable> {
    private let pieces: Mailbox<(number: Int, piece: SegmentPiece)>
    private let found: Mailbox<ScannedPiece<Finding>>
    private let stop: StopSignal
    private var threads: [DedicatedThread] = []
    private var given = 0
    private var taken = 0
    /// What came back before its turn.
    private var early: [Int: ScannedPiece<Finding>] = [:]
    /// Pieces that are out or not handed on at most: what they found is in memory.
    private let outMax: Int
    /// As the main thread has it: a query may be nested sixty-four deep.
    private static var stackBytes: Int { 8 << 20 }

    init<Judge: LineJudge & ~Copyable>(
        _ count: Int, _ reader: StoreReader, _ sieve: LineSieve?, stop: StopSignal,
        judge: @escaping @Sendable () -> Judge
    ) where Judge.Finding == Finding {
        outMax = 3 * count
        let pieces = Mailbox<(number: Int, piece: SegmentPiece)>(capacity: outMax + 1)
        let found = Mailbox<ScannedPiece<Finding>>(capacity: outMax + 1)
        (self.pieces, self.found, self.stop) = (pieces, found, stop)
        for _ in 0..<count {
            // A machine that has no thread to give is served by those that there are.
            let thread = try? DedicatedThread(name: "scan", stackSize: Self.stackBytes) {
                var scanner = PieceScanner(reader, sieve, judge(), stop)
                while let next = pieces.take(upTo: 1)?.first {
                    found.put(scanner.scan(next.piece, number: next.number))
                }
            }
            if let thread { threads.append(thread) }
        }
    }

    /// Whether there is anybody.
    var isManned: Bool { !threads.isEmpty }

    /// Whether there is room for another piece.
    var wantsMore: Bool { given - taken < outMax }

    /// Gives a piece out.
    func give(_ piece: SegmentPiece) {
        pieces.put((given, piece))
        given += 1
    }

    /// What was found in the next piece, waited for; nil when all that was given out came back.
    func take() -> ScannedPiece<Finding>? {
        guard taken < given else { return nil }
        while early[taken] == nil {
            for piece in found.take() ?? [] { early[piece.number] = piece }
        }
        defer { taken += 1 }
        return early.removeValue(forKey: taken)
    }

    /// Ends the threads and waits for them.
    func dismiss() {
        stop.set()
        pieces.close()
        found.close()
        for thread in threads { thread.join() }
    }
}
