// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The built daemon is killed at, or denied, each system call that makes a store and appends to
/// it: one after the other, so that each life also mends what the one before it left.
@Suite(.enabled(if: Strace.works, "strace is not installed, or may not trace here"))
struct SystemCallFaultTests {
    /// Today's segments, which every life writes to.
    private static let day = Date.now.ISO8601Format(.iso8601.year().month().day())
    private static func segment(_ kind: String) -> String {
        "\(month(kind))/\(day).jsonl"
    }
    private static func month(_ kind: String) -> String {
        "\(kind)/\(day.prefix(4))/\(day.dropFirst(5).prefix(2))"
    }

    /// The steps of a store's first day, in their order: what a step makes is there for the next.
    private static let steps: [Strace.Step] = {
        let (stories, sightings) = (segment("stories"), segment("sightings"))
        func step(_ call: String, _ path: String, _ error: String = "EIO", number: Int = 1)
            -> Strace.Step
        {
            Strace.Step(call: call, path: path, number: number, error: error)
        }
        return [
            // The store itself, its lock and its format.
            step("mkdir", "", "ENOSPC"), step("flock", "lock", "ENOLCK"),
            step("write", "lock", "ENOSPC"), step("write", "FORMAT.tmp", "ENOSPC"),
            step("fdatasync", "FORMAT.tmp"), step("renameat", ""), step("fsync", ""),
            // The name of matches.log: FORMAT is there by now.
            step("fsync", ""),
            // Names first, from the top, each synced in its directory; behind state/ and what is
            // synced at every start.
            step("mkdirat", "", "ENOSPC", number: 2), step("fsync", "", number: 2),
            step("mkdirat", "stories", "ENOSPC"), step("fsync", "stories"),
            step("mkdirat", "stories/\(day.prefix(4))", "ENOSPC"),
            step("fsync", "stories/\(day.prefix(4))"), step("fsync", month("stories")),
            // The batch, and its announcement.
            step("flock", stories, "ENOLCK"), step("write", stories, "ENOSPC"),
            step("fdatasync", stories), step("write", sightings, "ENOSPC"),
            step("fdatasync", sightings), step("write", "matches.log", "ENOSPC"),
            step("fdatasync", "matches.log"),
        ]
    }()

    @Test(arguments: Strace.Fault.allCases)
    func everyStepMayFail(fault: Strace.Fault) throws {
        let site = try FeedSite()
        let run = try DaemonRun(feeds: ["/a.xml", "/mirror.xml"].map { site.server.url($0) })
        var items: [SampleItem] = []
        for (life, step) in Self.steps.enumerated() {
            // Each life finds two new stories, and a copy of one that it stores with it.
            items = [SampleItem.match(2 * life), SampleItem.match(2 * life + 1)] + items
            site.publish("/a.xml", items)
            site.publish("/mirror.xml", Array(items.dropFirst()))
            let output = try Strace.once(run, fault, at: step)
            if fault == .kill {
                #expect(output.status == -SIGKILL, "\(step): \(output.errors)")
            } else {
                // A line that matches.log does not take is made up for; all else ends the round.
                #expect(
                    [73, 74].contains(output.status) || output.errors.contains(" store-failed "),
                    "\(step): \(output.errors)")
            }
            try expectNothingFalse(run, told: output.errors, "\(fault) at \(step)")
        }
        let last = try run.once()
        #expect(last.status == 0, "\(last.errors)")
        try run.expectExactlyOnce(items.map(\.guid))
        let copied = try run.records("sightings").compactMap { $0["story"] as? String }
        #expect(Set(copied).count == copied.count)
        #expect(copied.count == items.count - 1)
    }

    /// What was told of, in the log or in matches.log, is stored, and nothing is there twice.
    private func expectNothingFalse(
        _ run: DaemonRun, told log: String, _ context: String
    ) throws {
        let stored = run.segments().flatMap { path in
            (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
        }
        let ids = stored.compactMap { $0.firstMatch(of: /^{"id":"(\w{16})"/).map { String($0.1) } }
        let announced = try run.announced()
        let told = log.split(separator: "\n").filter { $0.contains(" match topic=") }
            .compactMap { $0.firstMatch(of: /id=(\w{16})$/).map { String($0.1) } }
        #expect(Set(ids).count == ids.count, "stored twice: \(context)")
        #expect(Set(announced).count == announced.count, "announced twice: \(context)")
        #expect(Set(announced).isSubset(of: ids), "announced, not stored: \(context)")
        #expect(Set(told).isSubset(of: ids), "told, not stored: \(context)")
    }
}
