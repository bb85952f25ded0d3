// SPDX-License-Identifier: Apache-2.0

/// Charts as inline SVG. They hold shapes only and stretch to the width there is; what is to be
/// read stands beside them as text of the page, which does not stretch.
enum BarChart {
    /// Bars over time.
    ///
    /// - Parameters:
    ///   - id: Unique on the page.
    ///   - title: What is shown, for those who do not see it.
    ///   - description: All of it in words.
    ///   - highest: The count that fills the height.
    static func overTime(
        _ counts: [Int], highest: Int, id: String, title: String, description: String
    ) -> HTML {
        let bars: [HTML] = counts.enumerated().filter { $1 > 0 }.map { index, count in
            let height = max(share(count, of: highest), 10)
            return
                "<rect x=\"\(tenths(index * 100 + 10))\" y=\"\(tenths(1000 - height))\" width=\"8\" height=\"\(tenths(height))\"/>"
        }
        return """
            <svg class="time" viewBox="0 0 \(tenths(counts.count * 100)) 100" \
            preserveAspectRatio="none" role="img" aria-labelledby="\(id)-t \(id)-d">\
            <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>\
            \(bars)</svg>
            """
    }

    /// One bar beside a number, which says the same.
    static func inRow(_ count: Int, of highest: Int) -> HTML {
        let width = count > 0 ? max(share(count, of: highest), 5) : 0
        return """
            <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
            <rect width="\(tenths(width))" height="10"/></svg>
            """
    }

    /// `count` in thousandths of `highest`.
    private static func share(_ count: Int, of highest: Int) -> Int {
        guard highest > 0 else { return 0 }
        return Int((Double(count) / Double(highest) * 1000).rounded())
    }

    /// A number of tenths.
    static func tenths(_ value: Int) -> String {
        value % 10 == 0 ? String(value / 10) : "\(value / 10).\(value % 10)"
    }
}
