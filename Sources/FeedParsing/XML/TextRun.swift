// SPDX-License-Identifier: Apache-2.0

/// A run of text of a document that goes past libxml2: a CDATA section, or text between two tags.
///
/// Nine tenths of what feeds serve is text, over which libxml2 walks byte by byte, and reports each
/// reference by itself. So it is given an instruction in the place of each run, and the text goes
/// to the builder directly, when that instruction is reported. Markup stays libxml2's.
struct TextRun {
    /// The target of the instruction. A document that has it itself is refused, and so is mended,
    /// which takes all instructions out.
    static let target: StaticString = "feedwatch-text"
    static let instruction: StaticString = "<?feedwatch-text?>"

    /// What the instruction takes the place of.
    var range: Range<Int>
    /// The text: a part of the document, or of what was decoded.
    var text: Range<Int>
    var isDecoded: Bool
}
