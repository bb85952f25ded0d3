// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import StoryStore
import Testing

@Suite(.timeLimit(.minutes(2))) struct FollowingTests {
    private let store: SampleStore

    init() throws { store = try SampleStore(count: 6) }

    @Test func tailHasTheNewestLast() throws {
        let outcome = try store.run("tail", "-n", "2")
        #expect(
            outcome.lines.map { $0.prefix(16) }
                == store.stories.suffix(2).map { $0.id.description.prefix(16) })
        #expect(try store.run("tail", "-n", "0").output.isEmpty)
        #expect(try store.run("tail", "--topic", "talks", "--json").lines.count == 3)
    }

    @Test func tailShowsWhatComes() throws {
        let running = try RunningProgram(["--store", store.path, "tail", "-n", "1", "-f"])
        #expect(running.nextLine()?.hasSuffix("拉致問題 5") == true)
        try store.append(SampleStore.story(6))
        #expect(running.nextLine()?.hasSuffix("Abduction talks, 6") == true)
        // A new day, and with it a new file.
        try store.append(SampleStore.story(9))
        #expect(running.nextLine()?.hasSuffix("拉致問題 9") == true)
    }

    @Test func followGoesOnWhereTheCursorStands() throws {
        let cursor = store.path + "/cursor"
        do {
            let running = try RunningProgram([
                "--store", store.path, "follow", "--cursor-file", cursor,
            ])
            for story in store.stories {
                #expect(running.nextLine()?.contains(story.id.description) == true)
            }
            // The cursor is written after the lines; it is there before the next story comes.
            try store.append(SampleStore.story(6))
            #expect(running.nextLine()?.contains(#"talks, 6""#) == true)
            try running.wait(forChangesIn: store.path) {
                StoryPosition(text: (try? String(contentsOfFile: cursor, encoding: .utf8)) ?? "")?
                    .marks.last?.last == SampleStore.story(6).id
            }
        }
        try store.append(SampleStore.story(7))
        let again = try RunningProgram([
            "--store", store.path, "follow", "--cursor-file", cursor,
        ])
        #expect(again.nextLine()?.contains(SampleStore.story(7).id.description) == true)
    }

    @Test func aCursorThatIsNoneIsRefused() throws {
        let cursor = store.path + "/cursor"
        try "nonsense".write(toFile: cursor, atomically: false, encoding: .utf8)
        let outcome = try store.run("follow", "--cursor-file", cursor)
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("not a cursor"))
    }

    /// `follow | head -1` ends although no story comes.
    @Test func aClosedPipeEndsTheFollower() throws {
        let running = try RunningProgram(["--store", store.path, "follow"])
        #expect(running.nextLine() != nil)
        #expect(running.closeAndWait().errors.isEmpty)
    }

    /// A reader that cannot keep its place is told so before it has taken anything.
    @Test(arguments: ["missing/cursor", "FORMAT/cursor", "."])
    func aCursorThatCannotBeKeptIsTold(name: String) throws {
        let outcome = try store.run("follow", "--cursor-file", "\(store.path)/\(name)")
        #expect(outcome.status == 73)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("feedwatch: \(store.path)"))
    }

    /// Killed at any moment: every story comes, in order, and again only what the cursor did not
    /// confirm. `FEEDWATCH_CRASHES` asks for more.
    @Test func followerThatIsKilledMissesNothing() throws {
        let crashes =
            ProcessInfo.processInfo.environment["FEEDWATCH_CRASHES"].flatMap(Int.init) ?? 12
        let cursor = store.path + "/cursor"
        let arguments = ["--store", store.path, "follow", "--cursor-file", cursor]
        var random = SystemRandomNumberGenerator()
        var count = store.stories.count
        var (taken, seen) = (0, 0)
        for _ in 0..<crashes {
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                try store.append(SampleStore.story(count))
                count += 1
            }
            let running = try RunningProgram(arguments)
            var lines: [String] = []
            for _ in 0..<Int.random(in: 0...max(count - taken, 1), using: &random) {
                guard taken + lines.count < count, let line = running.nextLine() else { break }
                lines.append(line)
            }
            running.crash()
            lines += running.rest()
            // It went on behind what was confirmed, and left nothing out.
            for (index, line) in lines.enumerated() {
                #expect(line.contains(SampleStore.story(taken + index).id.description))
            }
            seen = max(seen, taken + lines.count)
            taken = try confirmed(cursor, taken)
            #expect(taken <= seen)
        }
        let last = try RunningProgram(arguments)
        for number in taken..<count {
            #expect(last.nextLine()?.contains(SampleStore.story(number).id.description) == true)
        }
    }

    /// How many stories the cursor confirms.
    private func confirmed(_ cursor: String, _ before: Int) throws -> Int {
        guard let text = try? String(contentsOfFile: cursor, encoding: .utf8) else { return before }
        let last = try #require(StoryPosition(text: text)).marks.last?.last
        return last.flatMap { id in store.stories.firstIndex { $0.id == id } }.map { $0 + 1 } ?? 0
    }
}
