// SPDX-License-Identifier: Apache-2.0

import FeedModel
import FeedParsing
import JSON

/// What libFuzzer calls with every input: whatever the bytes, the parser gives a verdict, its
/// texts are UTF-8 without control characters, and the printed document is JSON.
///
/// `FEEDWATCH_FUZZ=1 swift build --sanitize=fuzzer --product fuzz-feed-parsing`, then run the
/// program with a folder for its corpus and those of the golden documents as seeds.
@c(LLVMFuzzerTestOneInput)
public func fuzzFeedParsing(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let body = unsafe UnsafeBufferPointer(start: start, count: count)
    var options = FeedParser.Options()
    options.keepsHTML = count & 1 == 0
    let parser = FeedParser(options: options)
    guard case .feed(let feed) = unsafe parser.parse(body, baseURL: "http://example.org/feed")
    else { return 0 }
    var json = JSONWriter()
    JSONFeedDocument.write(feed, into: &json)
    let isUTF8 = unsafe json.bytes.withUnsafeBufferPointer { unsafe UTF8Check.isValid($0) }
    precondition(isUTF8 && !json.bytes.contains { $0 < 0x20 || $0 == 0x7F })
    var reader = JSONParser()
    precondition((try? reader.parse(json.bytes)) != nil)
    return 0
}
