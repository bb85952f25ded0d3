// SPDX-License-Identifier: Apache-2.0

/// A document as UTF-8.
struct DecodedDocument: Sendable {
    /// Where the UTF-8 is.
    enum Text: Sendable {
        /// In the body itself, behind this many bytes (a byte order mark).
        case inPlace(skipping: Int)
        case converted([UInt8])
    }

    var text: Text
    /// The encoding's name in lower case.
    var encoding: String
    /// What was wrong about the encoding, in words for a warning.
    var faults: [String] = []
}
