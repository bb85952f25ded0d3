// SPDX-License-Identifier: Apache-2.0

/// Text folded for matching (QUERY.md section 2), with the way back to the original's offsets.
///
/// The two texts run in step, scalar for scalar, nearly everywhere, so only the places where they
/// do not are recorded (SWIFT-SPEED.md, idiom 3), and offsets cost nothing until a match asks.
public struct FoldedText: Sendable {
    /// The folded text as UTF-8.
    public internal(set) var bytes: [UInt8] = []

    /// A place where folded and original text are not scalar for scalar: a cluster that folds to
    /// another number of scalars, or characters that were deleted.
    struct Break: Sendable, Equatable {
        /// The folded bytes that come from the cluster; empty where characters were deleted.
        var folded: Range<UInt32>
        /// How many scalars of the original the cluster spans.
        var originalCount: UInt32
        /// Original index minus folded index of every scalar from here to the next break.
        var shiftAfter: Int32
    }

    /// The breaks in the order of the text.
    var breaks: [Break] = []

    /// No text.
    public init() {}
}
