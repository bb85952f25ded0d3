// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What the manual shows is what the programs do.
@Suite struct ManualTests {
    private static let hasMan = FileManager.default.isExecutableFile(atPath: "/usr/bin/man")

    @Test func everyProgramAndFormatHasItsPage() {
        #expect(
            ManualPage.names == [
                "feedwatch-store.5", "feedwatch-topic.5", "feedwatch.1", "feedwatchd.8",
                "feedwatchd.yaml.5",
            ])
        #expect(ManualPage.examples.count > 20)
    }

    @Test(.enabled(if: hasMan, "man-db renders them"), arguments: ManualPage.names)
    func rendersWithoutAWarning(_ name: String) throws {
        let output = try SampleDirectory().shell(
            "man --warnings -E UTF-8 -l -Tutf8 -Z \(ManualPage.folder)/\(name) >/dev/null")
        #expect(output.status == 0 && output.errors.isEmpty, "\(output.errors)")
    }

    @Test(.timeLimit(.minutes(2)), arguments: ManualPage.examples)
    func example(_ example: ManualExample) throws {
        let run = try SampleDirectory()
        switch example.kind {
        case "shell":
            let output = try run.shell(example.text)
            #expect(output.status == example.status, "\(output.text)\(output.errors)")
        case "endless":
            #expect(try run.firstLine(of: example.text) != "")
        case "python":
            let output = try run.shell("python3 - <<'EOF'\n\(example.text)EOF\n")
            #expect(output.status == 0, "\(output.errors)")
            #expect(output.text.split(separator: "\n").count == 3)
        case "configuration":
            try run.write("example.yaml", example.text)
            let output = try run.shell("feedwatchd --config example.yaml --check")
            #expect(output.status == 0, "\(output.errors)")
        case "topic":
            try run.write("example.yaml", example.text)
            let output = try run.shell("feedwatch topic check example.yaml")
            #expect(output.status == 0, "\(output.text)\(output.errors)")
        case "story":
            let line = example.text.replacingOccurrences(of: "\n", with: "")
            try run.write("example/FORMAT", "feedwatch-store 1\n")
            try run.write("example/stories/2026/11/2026-11-21.jsonl", line + "\n")
            let output = try run.shell("feedwatch --store example verify")
            #expect(output.status == 0, "\(output.text)")
        case "log line":
            let form =
                #/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [a-z]+ [a-z-]+( [a-z_]+=("[^"]*"|\S+))*\n$/#
            #expect(example.text.wholeMatch(of: form) != nil)
        case "administration":
            // They need a running systemd: only their syntax can be held to anything here.
            #expect(try run.shell("bash -n <<'EOF'\n\(example.text)EOF\n").status == 0)
        case "unit":
            let unit = try run.shell("cat \(ManualPage.folder)/../systemd/feedwatchd.service").text
            for line in example.text.split(separator: "\n") {
                #expect(unit.contains(line.prefix { $0 != "=" && $0 != "]" }), "\(line)")
            }
        default:
            Issue.record("\(example) does not say what it is an example of")
        }
    }
}
