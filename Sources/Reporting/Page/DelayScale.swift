// SPDX-License-Identifier: Apache-2.0

/// The logarithmic scale on which delays are drawn: from a minute to thirty days, so that a wire's
/// customers and a weekly fit on one line.
enum DelayScale {
    /// The times that are marked, in seconds.
    static let marks: [(seconds: Int64, label: String)] = [
        (60, "1 min"), (3600, "1 h"), (86_400, "1 day"), (604_800, "1 week"),
    ]
    private static let longest = 43_200.0

    /// Where a delay stands, in thousandths of the width.
    static func position(_ seconds: Int64) -> Int {
        let minutes = min(max(Double(seconds) / 60, 1), longest)
        return Int((logarithm(minutes) / logarithm(longest) * 1000).rounded())
    }

    /// The middle half of the delays as a line, their median as a stroke across it.
    static func chart(_ lateness: Quartiles) -> HTML {
        let (lower, median, upper) = (
            position(lateness.lower), position(lateness.median), position(lateness.upper)
        )
        let grid: [HTML] = marks.map { mark in
            "<path class=\"grid\" d=\"M\(BarChart.tenths(position(mark.seconds))) 0V20\"/>"
        }
        // The stroke keeps its width inside the picture.
        let middle = min(max(median, 12), 988)
        let width = max(upper - lower, 4)
        return """
            <svg class="bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">\
            \(grid)<rect class="range" x="\(BarChart.tenths(lower))" y="7" \
            width="\(BarChart.tenths(width))" height="6"/>\
            <rect x="\(BarChart.tenths(middle - 12))" y="2" width="2.4" height="16"/></svg>
            """
    }

    /// The labels of the marks, for the head of the column.
    static var labels: HTML {
        let labels: [HTML] = marks.map { mark in
            "<span style=\"left:\(BarChart.tenths(position(mark.seconds)))%\">\(mark.label)</span>"
        }
        return "<div class=\"scale\" aria-hidden=\"true\">\(labels)</div>"
    }

    /// The natural logarithm of a number from 1 on, to what a chart needs: halved until the series
    /// of the area tangent converges at once.
    private static func logarithm(_ number: Double) -> Double {
        let exponent = number.exponent
        let significand = number.significand
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        let series = 1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square / 9)))
        return Double(exponent) * 0.693_147_180_559_945_3 + 2 * ratio * series
    }
}
