// SPDX-License-Identifier: Apache-2.0

/// What a soak shows, line by line, and whether all of it is as it should be.
struct SoakVerdict {
    private(set) var holds = true
    private var lines: [String] = []

    var text: String { (lines + [holds ? "PASSED" : "FAILED"]).joined(separator: "\n") }

    mutating func note(_ line: String) { lines.append("       \(line)") }

    mutating func judge(_ line: String, _ isGood: Bool) {
        lines.append((isGood ? "ok     " : "WRONG  ") + line)
        if !isGood { holds = false }
    }

    // MARK: What the process used

    /// The last half is compared at its two ends, by the medians of a fifth of it each: what
    /// happens to be under way at a moment does not count.
    mutating func judge(_ samples: [SoakSample]) {
        let half = samples[(samples.count / 2)...]
        let fifth = half.count / 5
        guard fifth > 0, let last = samples.last else {
            return judge("too short to tell anything of memory", false)
        }
        let (early, late) = (half.prefix(fifth), half.suffix(fifth))
        let (before, after) = (median(early, \.resident), median(late, \.resident))
        judge("resident memory \(change(before, after))", after <= before + before / 20)
        // With the index of stories, which grows with the store, some 1.1 KB each.
        note("of it anonymous \(change(median(early, \.anonymous), median(late, \.anonymous)))")
        let peak = samples.map(\.resident).max() ?? 0
        note("at its largest \(megabytes(peak))")
        // Connections come and go: a leak would be one for each poll, or for each reload.
        for (name, what) in [("descriptors", \SoakSample.descriptors), ("threads", \.threads)] {
            let (before, after) = (median(early, what), median(late, what))
            let most = half.map { $0[keyPath: what] }.max() ?? 0
            judge(
                "\(name) \(before) at half time, \(after) at the end, \(most) at most",
                after <= before + max(before / 20, 4))
        }
        let share = Double(last.processor) / Double(max(last.time, 1)) * 100
        note("\(tenths(share)) % of a processor")
    }

    private func change(_ before: Int, _ after: Int) -> String {
        let growth = (Double(after) / Double(max(before, 1)) - 1) * 100
        return "\(megabytes(before)) at half time, \(megabytes(after)) at the end:"
            + " \(growth < 0 ? "" : "+")\(tenths(growth)) %"
    }

    private func median(
        _ samples: ArraySlice<SoakSample>, _ what: KeyPath<SoakSample, Int>
    ) -> Int {
        samples.map { $0[keyPath: what] }.sorted()[samples.count / 2]
    }

    private func megabytes(_ kibibytes: Int) -> String {
        "\(tenths(Double(kibibytes) / 1024)) MiB"
    }

    private func tenths(_ number: Double) -> String {
        let tenths = Int((number.magnitude * 10).rounded())
        return (number < 0 ? "-" : "") + "\(tenths / 10).\(tenths % 10)"
    }

    // MARK: The log

    mutating func judge(_ complaints: [String], counts: [String: Int]) {
        judge(
            complaints.isEmpty
                ? "nothing in the log that is no feed's own"
                : "in the log: " + complaints.joined(separator: "\n         "),
            complaints.isEmpty)
        for (event, count) in counts.sorted(by: { $0.key < $1.key }) { note("\(count) × \(event)") }
    }

    // MARK: The stories

    mutating func judge(_ offered: Set<SoakEntry>, stored: [SoakEntry: Int]) {
        let missing = offered.filter { stored[$0] == nil }
        let twice = stored.filter { $0.value > 1 }
        let strange = stored.filter { !$0.key.matches }
        judge(
            "\(offered.count) stories offered without fault, \(stored.count) stored,"
                + " \(missing.count) missing, \(twice.count) twice, \(strange.count) of no topic",
            missing.isEmpty && twice.isEmpty && strange.isEmpty && !offered.isEmpty)
        for entry in missing.prefix(10) { note("missing: \(entry.link)") }
    }
}
