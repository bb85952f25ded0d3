// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FeedFetching

@Suite struct ContentDecoderTests {
    static let samples: [(ContentCoding, [UInt8])] = [
        (.gzip, Samples.gzip), (.deflate, Samples.zlib), (.deflate, Samples.rawDeflate),
        (.brotli, Samples.brotli), (.zstd, Samples.zstd),
    ]

    @Test(arguments: samples) func decodes(_ coding: ContentCoding, _ content: [UInt8]) {
        let decoded = ContentDecoder(limit: 1 << 20).decode(content, [coding])
        #expect(decoded == Decoded(bytes: Samples.text, ending: .whole))
    }

    @Test(arguments: samples) func aLimitIsExact(_ coding: ContentCoding, _ content: [UInt8]) {
        let count = Samples.text.count
        #expect(ContentDecoder(limit: count).decode(content, [coding]).ending == .whole)
        let less = ContentDecoder(limit: count - 1).decode(content, [coding])
        #expect(less == Decoded(bytes: Array(Samples.text.dropLast()), ending: .tooLarge))
    }

    /// Cut at every byte, no content passes for whole, and what is decoded is a beginning of it.
    @Test(arguments: samples) func tellsWhatWasCut(_ coding: ContentCoding, _ content: [UInt8]) {
        let decoder = ContentDecoder(limit: 1 << 20)
        // Two bytes are what it takes to know gzip and zlib at all.
        for count in 2..<content.count {
            let decoded = decoder.decode(Array(content.prefix(count)), [coding])
            #expect(decoded.ending == .cut, "cut at \(count)")
            #expect(Samples.text.starts(with: decoded.bytes))
        }
    }

    @Test(arguments: samples) func survivesEveryFlippedByte(
        _ coding: ContentCoding, _ content: [UInt8]
    ) {
        let decoder = ContentDecoder(limit: 1 << 20)
        for index in content.indices {
            var flipped = content
            flipped[index] ^= 0x55
            #expect(decoder.decode(flipped, [coding]).bytes.count <= 1 << 20)
        }
    }

    @Test func aBombStopsAtTheLimit() {
        let decoder = ContentDecoder(limit: 1 << 16)
        let members = [[UInt8]](repeating: Samples.gzipOfZeros, count: 64).flatMap(\.self)
        for (content, coding) in [
            (Samples.gzipOfZeros, ContentCoding.gzip), (members, .gzip),
            (Samples.brotliOfZeros, .brotli), (Samples.zstdOfZeros, .zstd),
        ] {
            let decoded = decoder.decode(content, [coding])
            #expect(decoded.ending == .tooLarge)
            #expect(decoded.bytes.count == 1 << 16)
        }
    }

    @Test func readsGzipMembersAndIgnoresPadding() {
        let decoder = ContentDecoder(limit: 1 << 20)
        let twice = decoder.decode(Samples.gzip + Samples.gzip, [.gzip])
        #expect(twice == Decoded(bytes: Samples.text + Samples.text, ending: .whole))
        let padded = decoder.decode(Samples.gzip + [0, 0, 0], [.gzip])
        #expect(padded == Decoded(bytes: Samples.text, ending: .whole))
    }

    @Test func undoesStackedCodingsFromTheLast() {
        let decoder = ContentDecoder(limit: 1 << 20)
        // A stored deflate block around the gzip: one block, final, its length and complement.
        let inner = Samples.gzip
        let count = UInt8(truncatingIfNeeded: inner.count)
        let high = UInt8(truncatingIfNeeded: inner.count >> 8)
        let outer = [1, count, high, ~count, ~high] + inner
        #expect(decoder.decode(outer, [.gzip, .deflate]).bytes == Samples.text)
        let cut = decoder.decode(Array(outer.dropLast(3)), [.gzip, .deflate])
        #expect(cut.ending == .cut)
    }

    @Test func plainTextLabelledAsGzipIsTakenAsItIs() {
        let decoder = ContentDecoder(limit: 1 << 20)
        #expect(decoder.decode(Samples.text, [.gzip]).bytes == Samples.text)
        #expect(decoder.decode([], [.gzip]) == Decoded(bytes: [], ending: .whole))
        #expect(decoder.decode([], [.brotli]) == Decoded(bytes: [], ending: .whole))
    }

    @Test(arguments: [ContentCoding.deflate, .brotli, .zstd])
    func plainTextUnderAnyLabelIsTakenAsItIs(_ coding: ContentCoding) {
        let decoder = ContentDecoder(limit: 1 << 20)
        let feed = Array("\n<?xml version=\"1.0\"?><rss version=\"2.0\"><channel/></rss>".utf8)
        for text in [feed, [0xEF, 0xBB, 0xBF] + feed] {
            #expect(decoder.decode(text, [coding]) == Decoded(bytes: text, ending: .whole))
        }
    }

    @Test func gzipThatNobodyNamedIsUndone() {
        let decoder = ContentDecoder(limit: 1 << 20)
        #expect(decoder.decode(Samples.gzip, []) == Decoded(bytes: Samples.text, ending: .whole))
        #expect(ContentCoding(magicOf: Samples.gzip) == .gzip)
        #expect(ContentCoding(magicOf: Samples.text) == nil)
        // A stored deflate block around the gzip, as above.
        let count = Samples.gzip.count
        let (low, high) = (UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8))
        let outer = [1, low, high, ~low, ~high] + Samples.gzip
        #expect(decoder.decode(outer, [.deflate]).bytes == Samples.text)
    }

    @Test func aFalseSizeIsNotBelieved() {
        let decoder = ContentDecoder(limit: 1 << 20)
        for size in [0, 1, 100_000, Int(UInt32.max)] {
            var content = Samples.gzip
            for byte in 0..<4 {
                content[content.count - 4 + byte] = UInt8(truncatingIfNeeded: size >> (8 * byte))
            }
            #expect(decoder.decode(content, [.gzip]).ending == .damaged)
        }
    }

    @Test(arguments: [
        ("gzip", [ContentCoding.gzip]), ("GZIP , br", [.gzip, .brotli]),
        ("x-gzip,zstd", [.gzip, .zstd]), ("identity, utf-8,", []), ("deflate", [.deflate]),
        ("none, gzip", [.gzip]), (nil, []),
    ]) func readsContentEncoding(_ field: String?, _ expected: [ContentCoding]) {
        #expect(ContentCoding.applied(field) == expected)
    }

    @Test func refusesATowerOfCodings() {
        #expect(ContentCoding.applied("gzip, gzip, gzip")?.count == 3)
        #expect(ContentCoding.applied("gzip, gzip, gzip, gzip") == nil)
    }
}
