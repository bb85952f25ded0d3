// SPDX-License-Identifier: Apache-2.0

import Testing
import Text

@testable import feedwatch

@Suite struct TableTests {
    private var table: Table {
        var table = Table([
            .init("NAME", leastWidth: 6), .init("N", rightAligned: true), .init("WORDS"),
        ])
        table.rows = [
            [.init("拉致問題"), .init("7"), .init("short")],
            [.init("a rather long name"), .init("1234"), .init("")],
        ]
        return table
    }

    @Test func columnsAreAlignedByDisplayWidth() {
        let lines = table.lines(on: Terminal(columns: nil, usesColour: false))
        #expect(
            lines == [
                "NAME                   N  WORDS",
                "拉致問題               7  short",
                "a rather long name  1234",
            ])
    }

    @Test(arguments: [80, 40, 30, 24, 20])
    func narrowTerminalsCutWhatMayBeCut(columns: Int) {
        let lines = table.lines(on: Terminal(columns: columns, usesColour: false))
        for line in lines { #expect(DisplayWidth.columns(of: line) <= max(columns, 21)) }
        #expect(lines[1].hasSuffix("short"))
    }

    @Test func coloursTakeNoRoom() {
        var table = Table([.init("A"), .init("B")])
        table.hasHeader = false
        table.rows = [[.init("x", .red), .init("y")], [.init("xyz"), .init("")]]
        let lines = table.lines(on: Terminal(columns: 80, usesColour: true))
        #expect(lines == ["\u{1B}[31mx  \u{1B}[0m  y", "xyz"])
    }
}
