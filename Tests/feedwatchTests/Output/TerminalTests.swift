// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import feedwatch

@Suite struct TerminalTests {
    @Test func aFileIsNoTerminal() throws {
        let file = open("/dev/null", O_WRONLY)
        defer { close(file) }
        let terminal = Terminal(descriptor: file, environment: ["COLUMNS": "40"])
        #expect(terminal.columns == nil)
        #expect(!terminal.isTerminal)
        #expect(!terminal.usesColour)
    }

    /// A pseudo-terminal of 57 columns.
    private func withTerminal(_ body: (Int32) throws -> Void) throws {
        var size = winsize(ws_row: 24, ws_col: 57, ws_xpixel: 0, ws_ypixel: 0)
        var (leader, follower): (Int32, Int32) = (0, 0)
        try #require(openpty(&leader, &follower, nil, nil, &size) == 0)
        defer {
            close(leader)
            close(follower)
        }
        try body(follower)
    }

    @Test func aTerminalTellsItsWidth() throws {
        try withTerminal {
            let terminal = Terminal(descriptor: $0, environment: [:])
            #expect(terminal.columns == 57)
            #expect(terminal.usesColour)
            #expect(terminal.styled("x", .red) == "\u{1B}[31mx\u{1B}[0m")
            #expect(terminal.styled("", .red).isEmpty)
        }
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func coloursCanBeSwitchedOff(environment: [String: String]) throws {
        try withTerminal {
            let terminal = Terminal(descriptor: $0, environment: environment)
            #expect(terminal.isTerminal)
            #expect(terminal.styled("x", .red) == "x")
        }
    }

    /// no-color.org: an empty variable is none.
    @Test func anEmptyVariableSwitchesNothingOff() throws {
        try withTerminal {
            #expect(Terminal(descriptor: $0, environment: ["NO_COLOR": ""]).usesColour)
        }
    }
}
