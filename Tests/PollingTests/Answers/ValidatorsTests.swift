// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Polling

@Suite struct ValidatorsTests {
    @Test(arguments: [
        "\"abc\"", "W/\"abc\"", "\"abc-gzip\"", "abc", "\"a b\"", "\"\"", "W/\"\"",
        "\"\u{E9}\u{FF}\"", "'odd'", "\"unclosed",
    ])
    func `an ETag is kept as it came`(etag: String) {
        #expect(Validators(etag: etag).etag == etag)
    }

    @Test(arguments: [
        "", " ", "\"a\rb\"", "\"a\nb\"", "\"a\0\"", "\"\u{7F}\"", "\"a\tb\"", "\u{1F}",
        String(repeating: "x", count: 5000),
    ])
    func `what cannot be sent back is not kept`(etag: String) {
        #expect(Validators(etag: etag, lastModified: etag).isEmpty)
    }
}
