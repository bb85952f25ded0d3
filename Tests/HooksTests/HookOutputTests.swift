// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Hooks

/// What a command writes to standard error, as the log gets it.
@Suite struct HookOutputTests {
    private func lines(_ pieces: [String]) -> [String] {
        var output = HookOutput()
        let lines = pieces.flatMap { output.take(Array($0.utf8)) }
        return lines + output.end()
    }

    @Test func linesComeWholeHoweverTheyAreCut() {
        #expect(lines(["one\ntw", "o\n", "\n", "three"]) == ["one", "two", "three"])
        #expect(lines([]).isEmpty)
    }

    @Test func aLongLineIsCutIntoSeveral() {
        let long = String(repeating: "x", count: 2500)
        #expect(lines([long, "\nnext\n"]).map(\.count) == [1000, 1000, 500, 4])
        let exact = String(repeating: "x", count: 1000)
        #expect(lines([exact + "\nnext\n"]).map(\.count) == [1000, 4])
    }

    @Test func aFloodIsCountedOnly() {
        let lines = lines((0..<50).map { "line \($0)\n" })
        #expect(lines.count == 41)
        #expect(lines[39] == "line 39")
        #expect(lines[40] == "… and 80 bytes more")
    }
}
