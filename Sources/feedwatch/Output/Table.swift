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
        /// Whether it is left out where there is no room for all.
        var isExtra: Bool

        init(
            _ title: String, rightAligned: Bool = false, leastWidth: Int? = nil,
            isExtra: Bool = false
        ) {
            self.title = title
            isRightAligned = rightAligned
            self.leastWidth = leastWidth
            self.isExtra = isExtra
        }
    }

    /// One field of a row: a text, already clean, or a drawing.
    struct Cell {
        private let text: String
        private let chart: CellChart?
        let style: Style

        init(_ text: String, _ style: Style = .plain) {
            self.text = text
            chart = nil
            self.style = style
        }

        init(_ chart: CellChart, _ style: Style) {
            text = ""
            self.chart = chart
            self.style = style
        }

        var columnsWanted: Int { chart?.columnsWanted ?? DisplayWidth.columns(of: text) }

        /// A drawing fits; a text may be longer.
        func text(columns: Int) -> String { chart?.text(columns: columns) ?? text }
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
        var table = self
        // Extra columns go, the last first, when the others are as narrow as they may be.
        while table.leastColumns > terminal.columns ?? .max,
            let extra = table.columns.lastIndex(where: \.isExtra)
        {
            table.columns.remove(at: extra)
            for row in table.rows.indices { table.rows[row].remove(at: extra) }
        }
        return table.allLines(on: terminal)
    }

    private func allLines(on terminal: Terminal) -> [String] {
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
        let texts = zip(row, widths).map { $0.text(columns: $1) }
        let last = texts.lastIndex { !$0.isEmpty } ?? 0
        for (index, cell) in row.enumerated() where index <= last {
            let isLast = index == last && !columns[index].isRightAligned
            let text =
                isLast
                ? DisplayWidth.truncate(texts[index], to: widths[index])
                : DisplayWidth.fit(
                    texts[index], to: widths[index], alignedRight: columns[index].isRightAligned)
            line += terminal.styled(text, cell.style)
            if index < last { line += String(repeating: " ", count: Self.gap) }
        }
        return line
    }

    /// The widths that the cells want.
    private var wantedWidths: [Int] {
        var widths = columns.map { hasHeader ? DisplayWidth.columns(of: $0.title) : 0 }
        for row in rows {
            for (index, cell) in row.enumerated() {
                widths[index] = max(widths[index], cell.columnsWanted)
            }
        }
        return widths
    }

    /// The columns that the table takes at least.
    private var leastColumns: Int {
        zip(wantedWidths, columns).reduce(Self.gap * (columns.count - 1)) {
            $0 + min($1.0, $1.1.leastWidth ?? .max)
        }
    }

    /// The widths that the cells want, less what the terminal does not have: the widest of the
    /// columns that may give way gives way first.
    private func fittedWidths(_ terminal: Terminal) -> [Int] {
        var widths = wantedWidths
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
