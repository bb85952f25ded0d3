// SPDX-License-Identifier: Apache-2.0

import Metrics
import Testing

@Suite struct ExpositionTests {
    private func text(_ body: (inout Exposition) -> Void) -> String {
        var exposition = Exposition()
        body(&exposition)
        return String(decoding: exposition.bytes, as: UTF8.self)
    }

    @Test func aFamilyOfOneSample() {
        let text = text { $0.single("a_total", .counter, "How many.", 3) }
        #expect(text == "# HELP a_total How many.\n# TYPE a_total counter\na_total 3\n")
    }

    @Test func labelsInOrder() {
        let text = text { $0.sample("a", [("x", "1"), ("y", "2")], -4) }
        #expect(text == "a{x=\"1\",y=\"2\"} -4\n")
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("拉致 🇰🇵", "拉致 🇰🇵"),
        ("a\"b\\c\nd", "a\\\"b\\\\c\\nd"), ("\\n", "\\\\n"),
        // Whatever it tries, it stays inside its quotes and on its line.
        ("\"} 1\nforged{x=\"", "\\\"} 1\\nforged{x=\\\""),
    ])
    func labelValuesAreEscaped(value: String, escaped: String) {
        let text = text { $0.sample("a", [("x", value)], 1) }
        #expect(text == "a{x=\"\(escaped)\"} 1\n")
    }

    @Test(arguments: [
        (0.0, "0.0"), (0.25, "0.25"), (1e-7, "1e-07"), (1_795_293_067.123, "1795293067.123"),
        (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
    ])
    func numbers(value: Double, written: String) {
        #expect(text { $0.sample("a", [], value) } == "a \(written)\n")
    }

    @Test func aHistogramCountsUpwards() {
        var histogram = Histogram(bounds: [0.1, 1])
        for value in [0.05, 0.1, 0.5, 20, -3, .nan] { histogram.observe(value) }
        #expect(
            text { $0.single("a_seconds", "How long.", histogram) } == """
                # HELP a_seconds How long.
                # TYPE a_seconds histogram
                a_seconds_bucket{le="0.1"} 4
                a_seconds_bucket{le="1.0"} 5
                a_seconds_bucket{le="+Inf"} 6
                a_seconds_sum 20.65
                a_seconds_count 6

                """)
    }
}
