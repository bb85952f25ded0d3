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

    /// What is drawn is drawn smaller, not cut: the parts stay in proportion, and all days show.
    @Test(arguments: [80, 40, 30, 24]) func drawingsShrink(columns: Int) throws {
        var table = Table([.init("A", leastWidth: 10), .init("", leastWidth: 0)])
        let days = [8] + Array(repeating: 0, count: 38) + [4]
        table.rows = [
            [.init("a long name of it"), .init(.bar(8, of: 8, columns: 40), .plain)],
            [.init("拉致問題"), .init(.bar(4, of: 8, columns: 40), .plain)],
            [.init("c"), .init(.course(days, of: 8), .plain)],
        ]
        let lines = table.lines(on: Terminal(columns: columns, usesColour: false))
        for line in lines {
            #expect(DisplayWidth.columns(of: line) <= columns && !line.hasSuffix("…"))
        }
        let bars = lines.map { line in line.count { $0 == "█" } }
        #expect(bars[1] >= 10 && abs(bars[1] - 2 * bars[2]) <= 1)
        #expect(lines[3].contains("█") && lines[3].hasSuffix("▅"))
    }

    @Test func extraColumnsGoWhereThereIsNoRoom() {
        var table = Table([
            .init("NAME", leastWidth: 6), .init("MORE", isExtra: true), .init("LAST"),
            .init("EVEN MORE", isExtra: true),
        ])
        table.rows = [[.init("拉致問題です"), .init("1"), .init("2"), .init("3")]]
        let lines = [80, 24, 15].map { table.lines(on: Terminal(columns: $0, usesColour: false)) }
        #expect(lines[0] == ["NAME          MORE  LAST  EVEN MORE", "拉致問題です  1     2     3"])
        #expect(lines[1] == ["NAME          MORE  LAST", "拉致問題です  1     2"])
        #expect(lines[2] == ["NAME       LAST", "拉致問題…  2"])
    }

    @Test func coloursTakeNoRoom() {
        var table = Table([.init("A"), .init("B")])
        table.hasHeader = false
        table.rows = [[.init("x", .red), .init("y")], [.init("xyz"), .init("")]]
        let lines = table.lines(on: Terminal(columns: 80, usesColour: true))
        #expect(lines == ["\u{1B}[31mx  \u{1B}[0m  y", "xyz"])
    }
}
