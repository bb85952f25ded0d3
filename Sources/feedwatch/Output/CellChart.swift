// SPDX-License-Identifier: Apache-2.0

/// Bars of block characters.
enum Bar {
    /// A bar of at most `columns` columns, to an eighth of a column.
    static func text(_ count: Int, of largest: Int, columns: Int) -> String {
        guard largest > 0 else { return "" }
        let share = Double(count) / Double(largest)
        let eighths = max(Int((share * Double(columns * 8)).rounded()), count > 0 ? 1 : 0)
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }
}
