// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import JSON
internal import SystemCalls

/// Looks through one segment, line by line.
struct SegmentVerification: ~Copyable {
    /// A damaged line, or what follows the last one.
    struct DamagedLine {
        var offset: Int64
        /// With its line feed, if it has one.
        var length: Int64
        var number: Int
        var what: String
    }

    private let segment: Segment
    /// Where stories stand that stand elsewhere already.
    private let repeated: [Int64: String]
    private var parser = JSONParser()
    private(set) var lines = 0
    private(set) var damaged: [DamagedLine] = []
    /// What is wrong with the file as a whole.
    private(set) var problem: String?

    init(_ segment: Segment, _ repeated: RepeatedStories) {
        self.segment = segment
        self.repeated = segment.kind == .stories ? repeated.firsts[segment.name] ?? [:] : [:]
    }

    /// The damages as they are reported.
    func damages(at path: String) -> [Damage] {
        damaged.map { Damage(file: path, line: $0.number, byte: $0.offset, what: $0.what) }
            + (problem.map { [Damage(file: path, line: 0, byte: 0, what: $0)] } ?? [])
    }

    /// Reads `source` to its end.
    ///
    /// - Parameter patience: How often an unfinished last line is looked at again, 20 ms apart.
    mutating func run(_ source: inout SegmentSource, patience: Int = 50) throws(StoreError) {
        var position: Int64 = 0
        var blocks = LineBlocks()
        var triesLeft = patience
        while true {
            position = try unsafe blocks.forward(&source, from: position) {
                (block, place) throws(StoreError) in
                try unsafe forEachLine(in: block, at: place) {
                    (line, offset) throws(StoreError) in
                    lines += 1
                    let first = repeated[offset].map { "stored before, in \($0)" }
                    if let what = unsafe problem(in: line) ?? first {
                        damaged.append(
                            DamagedLine(
                                offset: offset, length: Int64(line.count + 1), number: lines,
                                what: what))
                    }
                    return true
                }
            }
            if position == source.length || triesLeft == 0 || source.isCompressed { break }
            triesLeft -= 1
            SystemClock.sleep(milliseconds: 20)
            try source.refresh()
        }
        if position < source.length {
            lines += 1
            damaged.append(
                DamagedLine(
                    offset: position, length: source.length - position, number: lines,
                    what: "no line feed at the end"))
        }
        if source.isDamaged { problem = "not readable as gzip in some place" }
    }

    /// What is wrong with a line; nil when nothing is.
    private mutating func problem(in line: UnsafeBufferPointer<UInt8>) -> String? {
        if let problem = unsafe LineChecksum.problem(in: line) { return problem }
        do {
            let record = unsafe try parser.parse(line)
            let recorded: Instant =
                switch segment.kind {
                case .stories: try Story(record: record).recorded
                case .sightings: try Sighting(record: record).recorded
                case .revisions: try Revision(record: record).recorded
                case .removed:
                    try RemovedLine.story(record, on: segment.day)?.0.stored
                        ?? Sighting(record: record).seen
                }
            if recorded.day == segment.day { return nil }
            return "of another day: \(recorded.rfc3339())"
        } catch {
            return "\(error)"
        }
    }
}
