// SPDX-License-Identifier: Apache-2.0

internal import StoryStore
internal import Synchronization

/// What was found in a piece, in the order of its lines.
struct ScannedPiece<Finding: Sendable>: Sendable {
    /// The number of the piece.
    var number: Int
    var findings: [Finding] = []
    var damages: [Damage] = []
}

/// Looks through pieces, one after the other, on one thread.
struct PieceScanner<Judge: LineJudge & ~Copyable>: ~Copyable {
    private var reader: PieceReader
    private var sieve: LineSieve?
    private var judge: Judge
    private let stop: StopSignal

    init(_ reader: StoreReader, _ sieve: LineSieve?, _ judge: consuming Judge, _ stop: StopSignal) {
        self.reader = PieceReader(reader)
        self.sieve = sieve
        self.judge = judge
        self.stop = stop
    }

    /// What is in `piece`.
    mutating func scan(_ piece: SegmentPiece, number: Int) -> ScannedPiece<Judge.Finding> {
        var result = ScannedPiece<Judge.Finding>(number: number)
        var damaged: [(offset: Int64, what: String)] = []
        do throws(StoreError) {
            try unsafe reader.forEachBlock(of: piece) { block, start in
                func look(_ range: Range<Int>) -> Bool {
                    let line = unsafe UnsafeBufferPointer(rebasing: block[range])
                    let place = start + Int64(range.lowerBound)
                    if let problem = unsafe LineChecksum.problem(in: line) {
                        damaged.append((place, problem))
                        return true
                    }
                    let location = StoryLocation(
                        kind: piece.segment.kind, day: piece.segment.day, offset: place,
                        length: line.count + 1)
                    if let finding = unsafe judge.finding(in: line, at: location) {
                        result.findings.append(finding)
                    }
                    return true
                }
                if stop.isSet { return false }
                return unsafe sieve?.forEachLine(in: block, look)
                    ?? Lines.forEach(in: block, look)
            }
            result.damages = try reader.damages(damaged, of: piece)
        } catch {
            result.damages.append(Damage(file: piece.segment.path, error))
        }
        return result
    }
}

/// Tells threads that nobody wants more.
final class StopSignal: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .relaxed) }

    func set() { flag.store(true, ordering: .relaxed) }
}

/// The lines of a block.
enum Lines {
    /// Calls `body` with the place of each line, without its line feed, until it returns false.
    static func forEach(
        in block: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Bool
    ) -> Bool {
        var start = 0
        while start < block.count {
            let rest = unsafe UnsafeBufferPointer(rebasing: block[start...])
            let end = unsafe start + (LineFeed.first(in: rest) ?? rest.count)
            guard body(start..<end) else { return false }
            start = end + 1
        }
        return true
    }
}
