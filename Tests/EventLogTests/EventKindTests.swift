// SPDX-License-Identifier: Apache-2.0

import EventLog
import Foundation
import SystemCalls
import Testing

@Suite struct EventKindTests {
    @Test func samplesCoverEveryKind() {
        #expect(Samples.all.map(\.kind) == EventKind.allCases)
    }

    @Test func namesAreWordsWithHyphens() {
        for kind in EventKind.allCases {
            #expect(kind.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
        }
    }

    /// The catalog has one entry for each message id, and uses only fields that the event has.
    @Test func catalogExplainsEveryKind() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../systemd/feedwatch.catalog").path
        let bytes = try FileSystem.contents(of: path, limit: 1 << 20)
        let catalog = String(decoding: bytes, as: UTF8.self)
        var entries: [String: Substring] = [:]
        for entry in catalog.split(separator: "\n-- ").dropFirst() {
            entries[String(entry.prefix(32))] = entry
        }
        #expect(entries.count == EventKind.allCases.count)
        for event in Samples.all {
            let entry = try #require(entries[event.kind.messageID], "\(event.kind)")
            let names = Set(event.fields.map(\.journalName))
            for reference in entry.matches(of: /@([A-Z0-9_]+)@/) {
                #expect(names.contains(String(reference.1)), "\(event.kind) \(reference.0)")
            }
        }
    }

    @Test func levelsAreOrdered() {
        #expect(LogLevel.allCases == LogLevel.allCases.sorted())
        #expect(LogLevel.allCases.map(\.priority) == [7, 7, 6, 5, 4, 3, 2])
    }
}
