// SPDX-License-Identifier: Apache-2.0

/// What a cell of a table draws with block characters, as wide as the terminal leaves it room.
enum CellChart {
    /// A bar; `largest` takes the whole width, which is `columns` at most.
    case bar(Int, of: Int, columns: Int)
    /// Numbers in their order, a column each. Where there is less room, a column stands for
    /// several and shows the highest of them.
    case course([Int], of: Int)

    /// The columns that it takes where there is room.
    var columnsWanted: Int {
        switch self {
        case .bar(_, of: _, let columns): columns
        case .course(let counts, of: _): counts.count
        }
    }

    /// The drawing in `columns` columns at most.
    func text(columns: Int) -> String {
        switch self {
        case .bar(let count, let largest, _):
            Self.bar(count, of: largest, columns: min(columns, columnsWanted))
        case .course(let counts, let highest):
            Self.course(counts, of: highest, columns: min(columns, columnsWanted))
        }
    }

    /// To an eighth of a column.
    private static func bar(_ count: Int, of largest: Int, columns: Int) -> String {
        guard largest > 0, columns > 0 else { return "" }
        let share = Double(count) / Double(largest)
        let eighths = max(Int((share * Double(columns * 8)).rounded()), count > 0 ? 1 : 0)
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }

    private static func course(_ counts: [Int], of highest: Int, columns: Int) -> String {
        let steps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        return (0..<columns).map { column in
            let several = counts[
                column * counts.count / columns..<(column + 1) * counts.count / columns]
            guard let count = several.max(), count > 0, highest > 0 else { return " " }
            return steps[min(count * 8 / highest, 7)]
        }.joined()
    }
}
