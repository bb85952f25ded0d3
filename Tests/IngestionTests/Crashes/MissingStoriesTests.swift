// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The segments are the truth: what is gone from them is fetched again, whatever the state of polls
/// knows, and is not announced a second time.
@Suite struct MissingStoriesTests {
    enum Loss: CaseIterable, Sendable {
        case cutWithinALine, cutBetweenLines, flippedBit, deletedSegment, deletedStories
    }

    @Test(arguments: Loss.allCases.map { ($0, true) } + [(.flippedBit, false)])
    func whatIsGoneIsFetchedAgain(loss: Loss, keepsState: Bool) throws {
        let site = try FeedSite()
        site.publish("/a.xml", (1...4).map { .match($0) })
        let run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        try run.once()
        let segment = try #require(run.segments().first)
        let lines = try Data(contentsOf: URL(fileURLWithPath: segment))
        switch loss {
        case .cutWithinALine: #expect(truncate(segment, lines.count - 20) == 0)
        case .cutBetweenLines:
            let end = try #require(lines.dropLast().lastIndex(of: 0x0A))
            #expect(truncate(segment, end + 1) == 0)
        case .flippedBit:
            var flipped = lines
            flipped[lines.count / 2] ^= 1
            try flipped.write(to: URL(fileURLWithPath: segment))
        case .deletedSegment: try FileManager.default.removeItem(atPath: segment)
        case .deletedStories: try FileManager.default.removeItem(atPath: "\(run.store)/stories")
        }
        if !keepsState { try FileManager.default.removeItem(atPath: "\(run.store)/state") }
        site.publish("/a.xml", (1...5).map { .match($0) })
        let output = try run.once()
        #expect(output.status == 0, "\(output.errors)")
        #expect(output.errors.contains(" stories-missing stories=") == keepsState)
        if loss == .flippedBit { #expect(try run.feedwatch("repair").status == 0) }
        try run.expectExactlyOnce((1...5).map { "guid-\($0)" })
        // Once: now that all is there, the feed is asked as ever.
        #expect(try run.once().errors.contains("stories-missing") == false)
        #expect(site.requests(for: "/a.xml").last?.header("If-None-Match") != nil)
    }
}
