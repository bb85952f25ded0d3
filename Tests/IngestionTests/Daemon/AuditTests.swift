// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `feedwatch audit` over what a daemon left.
@Suite struct AuditTests {
    private let run: DaemonRun

    init() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1), .match(2), .miss(3)])
        run = try DaemonRun(feeds: [site.server.url("/a.xml")])
        try run.once()
    }

    private func audit() throws -> (status: Int32, object: [String: Any]) {
        let output = try run.feedwatch("audit", "--json")
        let object = try JSONSerialization.jsonObject(with: Data(output.text.utf8))
        return (output.status, try #require(object as? [String: Any]))
    }

    @Test func theBooksBalance() throws {
        let (status, object) = try audit()
        #expect(status == 0)
        #expect(object["balanced"] as? Bool == true)
        #expect((object["books"] as? [String: Int])?["seen"] == 3)
        #expect((object["store"] as? [String: Int])?["stories"] == 2)
    }

    @Test func aLineThatIsMissingOrTwiceIsFound() throws {
        let segment = try #require(run.segments().first)
        let whole = try Data(contentsOf: URL(fileURLWithPath: segment))
        let end = try #require(whole.firstIndex(of: 0x0A))
        let first = whole[...end]
        try (whole + first).write(to: URL(fileURLWithPath: segment))
        let twice = try audit()
        #expect(twice.status == 1)
        #expect(twice.object["duplicates"] as? Int == 1)
        try first.write(to: URL(fileURLWithPath: segment))
        let missing = try audit()
        #expect(missing.status == 1)
        #expect(missing.object["balanced"] as? Bool == false)
    }

    @Test func whatIsOlderThanTheStateIsCountedApart() throws {
        try FileManager.default.removeItem(atPath: "\(run.store)/state")
        try run.once()
        let (status, object) = try audit()
        #expect(status == 0)
        #expect((object["not_compared"] as? [String: Int])?["stories"] == 2)
        #expect((object["store"] as? [String: Int])?["stories"] == 0)
    }
}
