// SPDX-License-Identifier: Apache-2.0

/// Text folded for matching (QUERY.md section 2), with the way back to the original's offsets.
///
/// The two texts run in step, scalar for scalar, nearly everywhere, so only the places where they
/// do not are recorded (SWIFT-SPEED.md, idiom 3), and offsets cost nothing until a match asks.
public struct FoldedText: Sendable {
    /// The folded text as UTF-8, then at least `slack` zero bytes, then what an earlier, longer
    /// text left behind.
    var storage: [UInt8] = []

    /// The number of folded bytes.
    public internal(set) var count = 0

    /// Whether there is no text.
    public var isEmpty: Bool { count == 0 }

    /// A place where folded and original text are not scalar for scalar: a cluster that folds to
    /// another number of scalars, or characters that were deleted.
    ///
    /// Sixteen bytes, for a text can be full of them; texts are shorter than 4 GiB.
    struct Break: Sendable {
        private let start: UInt32
        private let end: UInt32
        private let originals: UInt32
        private let shift: Int32

        init(folded: Range<Int>, originalCount: Int, shiftAfter: Int) {
            start = UInt32(truncatingIfNeeded: folded.lowerBound)
            end = UInt32(truncatingIfNeeded: folded.upperBound)
            originals = UInt32(truncatingIfNeeded: originalCount)
            shift = Int32(truncatingIfNeeded: shiftAfter)
        }

        /// The folded bytes that come from the cluster; empty where characters were deleted.
        var folded: Range<Int> { Int(start)..<Int(end) }
        /// How many scalars of the original the cluster spans.
        var originalCount: Int { Int(originals) }
        /// Original index minus folded index of every scalar from here to the next break.
        var shiftAfter: Int { Int(shift) }
    }

    /// The breaks in the order of the text.
    var breaks: [Break] = []

    /// Bytes that may be read (as zeros) beyond the end, so that words are loaded whole.
    public static let slack = 16

    /// No text.
    public init() {}

    /// Bytes of memory held, for whoever keeps a text to use it again.
    public var capacity: Int {
        storage.capacity + breaks.capacity * MemoryLayout<Break>.stride
    }

    /// The folded bytes, copied.
    public var bytes: [UInt8] { Array(storage[0..<count]) }

    /// Calls `body` with the folded bytes in place, beyond which `slack` zero bytes can be read.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let (whole, count) = storage.isEmpty ? (Self.nothing, 0) : (storage, count)
        return try unsafe whole.withUnsafeBufferPointer { (bytes) throws(Failure) -> Result in
            try unsafe body(UnsafeBufferPointer(rebasing: bytes[0..<count]))
        }
    }

    /// What an empty text reads as.
    private static let nothing = [UInt8](repeating: 0, count: slack)
}
