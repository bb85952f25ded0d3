// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Text

/// Cuts text into words and sentences. Keeps its buffers from text to text.
struct WordScanner: Sendable {
    private var folder = TextFolder(foldsHan: true)
    private var folded = FoldedText()
    private var classes = ByteClasses()
    private var buffer: [Word] = []

    /// The words of `text`, folded as topics fold it with all Han variants one; a URL is one word,
    /// which has its canonical form, so that tracking parameters make no difference.
    mutating func words(of text: UTF8Text) -> WordList {
        guard !text.isEmpty else { return WordList() }
        unsafe text.withUnsafeBytes { unsafe folder.fold($0, into: &folded) }
        // A word takes two bytes at least: a letter and what is between, or a character.
        let room = folded.count / 2 + 2
        if buffer.count < room {
            buffer = [Word](repeating: Word(hash: 0, flags: 0), count: room)
        }
        let text = folded
        return unsafe text.withUnsafeBytes { text in
            unsafe classes.classify(text)
            return classes.withMaps { maps in
                unsafe buffer.withUnsafeMutableBufferPointer { buffer in
                    var cutter = unsafe WordCutter(text: text, maps: maps, output: buffer)
                    cutter.cut()
                    return cutter.list
                }
            }
        }
    }

    /// The hash of a word that is as folding leaves it.
    static func hash(of word: UTF8Text) -> UInt64 { Hash64(word, seed: 0).value }
}
