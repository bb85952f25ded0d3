// SPDX-License-Identifier: Apache-2.0

import Text

/// Rows in aligned columns, as wide as the terminal allows.
struct Table {
    /// A column and how it gives way on a narrow terminal.
    struct Column {
        var title: String
        var isRightAligned = false
        /// The least width it is cut to; nil keeps it whole.
        var leastWidth: Int?

        init(_ title: String, rightAligned: Bool = false, leastWidth: Int? = nil) {
            self.title = title
            isRightAligned = rightAligned
            self.leastWidth = leastWidth
        }
    }

    /// One field of a row, already clean.
    struct Cell {
        var text: String
        var style: Style

        init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    var columns: [Column]
    var rows: [[Cell]] = []
    /// Whether the first line names the columns.
    var hasHeader = true

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// The lines of the table.
    func lines(on terminal: Terminal) -> [String] {
        let widths = fittedWidths(terminal)
        var lines: [String] = []
        lines.reserveCapacity(rows.count + 1)
        if hasHeader {
            let header = columns.map { Cell($0.title, .dim) }
            lines.append(line(header, widths: widths, terminal))
        }
        for row in rows { lines.append(line(row, widths: widths, terminal)) }
        return lines
    }

    private static let gap = 2

    private func line(_ row: [Cell], widths: [Int], _ terminal: Terminal) -> String {
        var line = ""
        // Blanks that nothing follows are left out.
        let last = row.lastIndex { !$0.text.isEmpty } ?? 0
        for (index, cell) in row.enumerated() where index <= last {
            let isLast = index == last && !columns[index].isRightAligned
            let text =
                isLast
                ? DisplayWidth.truncate(cell.text, to: widths[index])
                : DisplayWidth.fit(
                    cell.text, to: widths[index], alignedRight: columns[index].isRightAligned)
            line += terminal.styled(text, cell.style)
            if index < last { line += String(repeating: " ", count: Self.gap) }
        }
        return line
    }

    /// The widths that the cells want, less what the terminal does not have: the widest of the
    /// columns that may give way gives way first.
    private func fittedWidths(_ terminal: Terminal) -> [Int] {
        var widths = columns.map { hasHeader ? DisplayWidth.columns(of: $0.title) : 0 }
        for row in rows {
            for (index, cell) in row.enumerated() {
                widths[index] = max(widths[index], DisplayWidth.columns(of: cell.text))
            }
        }
        guard let columnsMax = terminal.columns else { return widths }
        var excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - columnsMax
        while excess > 0 {
            let widest = columns.indices
                .filter { index in columns[index].leastWidth.map { widths[index] > $0 } ?? false }
                .max { widths[$0] < widths[$1] }
            guard let widest else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}
