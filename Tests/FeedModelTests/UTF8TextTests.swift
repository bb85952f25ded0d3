// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Testing

@Suite struct UTF8TextTests {
    @Test func slicesShareABlockAndCompareByBytes() {
        let block = Array("拉致 abduction".utf8)
        let word = UTF8Text(utf8: block, in: 7..<16)
        #expect(word == "abduction")
        #expect(word.hashValue == UTF8Text("abduction").hashValue)
        #expect(word.count == 9)
        #expect(UTF8Text(utf8: block, in: 0..<6).string == "拉致")
        #expect(UTF8Text(utf8: block, in: 3..<3).isEmpty)
        #expect(UTF8Text(utf8: block, in: 3..<3) == UTF8Text())
    }
}
