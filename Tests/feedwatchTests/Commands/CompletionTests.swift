// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What shells offer behind a word.
@Suite struct CompletionTests {
    private let store: SampleStore
    private let home: TemporaryFiles

    init() throws {
        store = try SampleStore(count: 5)
        home = try TemporaryFiles()
        try FileManager.default.createDirectory(
            atPath: "\(home.path)/feedwatch", withIntermediateDirectories: false)
        let files = [
            "feedwatchd.yaml": """
            topics: [rain.yaml, snow.yaml]
            feeds:
              - {url: "https://a.example/rss", name: A b}
              - {url: "https://c.example:8443/rss"}
              - {url: "https://d.example/rss", name: "D: $(touch x; echo y)"}

            """,
            "rain.yaml": "name: rain\nquery: rain\n", "snow.yaml": "name: snow\nquery: snow\n",
        ]
        for (name, text) in files {
            try text.write(
                toFile: "\(home.path)/feedwatch/\(name)", atomically: false, encoding: .utf8)
        }
    }

    private func run(
        _ arguments: [String], shell: String = "bash"
    ) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(
            arguments,
            environment: [
                "XDG_CONFIG_HOME": home.path, "FEEDWATCH_STORE": store.path, "SAP_SHELL": shell,
                "SAP_SHELL_VERSION": "5.2.15",
            ])
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func namesComeFromConfigurationAndStore(shell: String) throws {
        func offered(_ command: String, _ argument: String) throws -> [Substring] {
            let outcome = try run(
                [
                    "---completion", command, "--", argument, "3", "0", "feedwatch", command,
                    argument,
                ]
                    + [""], shell: shell)
            #expect(outcome.status == 0)
            #expect(outcome.errors.isEmpty, "\(outcome.errors)")
            // zsh gets a blank line behind the others.
            return outcome.output.split(separator: "\n").filter { $0 != " " }
        }
        #expect(try offered("list", "--topic") == ["rain", "snow"])
        let feeds =
            switch shell {
            case "zsh": ["A b", #"c.example\:8443/rss"#, #"D\: $(touch x; echo y)"#]
            case "bash":
                [
                    #"A\\\ b"#, #"c.example\\\:8443/rss"#,
                    #"D\\\:\\\ \\\$\\\(touch\\\ x\\\;\\\ echo\\\ y\\\)"#,
                ]
            default: ["A b", "c.example:8443/rss", "D: $(touch x; echo y)"]
            }
        #expect(try offered("status", "positional@0").map(String.init) == feeds)
        let listed = try run(["list", "--json"]).output.split(separator: "\n")
        let ids = try offered("show", "positional@0")
        #expect(!ids.isEmpty && ids.count == listed.count)
        #expect(ids.allSatisfy { $0.count == 16 })
        #expect(try offered("list", "--source").contains("a.example"))
    }

    @Test func withoutAnythingToOfferNothingIsSaid() throws {
        for (command, argument) in [
            ("list", "--topic"), ("show", "positional@0"), ("status", "positional@0"),
        ] {
            let outcome = try BuiltProgram.run(
                ["---completion", command, "--", argument, "3", "0", "feedwatch", command, ""],
                environment: ["FEEDWATCH_STORE": "/nonexistent", "SAP_SHELL": "bash"])
            #expect(outcome.status == 0 && outcome.errors.isEmpty)
            #expect(outcome.output.split(separator: "\n").isEmpty)
        }
    }

    /// As bash calls it: the function that the script registers, with the words of the line.
    @Test(arguments: [
        ("feedwatch list --topic sn", "snow"), ("feedwatch status A", #"A\ b"#),
        ("feedwatch status D", #"D\:\ \$\(touch\ x\;\ echo\ y\)"#),
        ("feedwatch sea", "search"),
    ])
    func bashCompletesAWord(line: String, expected: String) throws {
        let script = try run(["--generate-completion-script", "bash"]).output
        let files = try TemporaryFiles(["feedwatch.bash": script])
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c",
            """
            source "$0"; read -ra COMP_WORDS <<<"$1"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_LINE=$1 COMP_POINT=${#1}
            _feedwatch feedwatch "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """, "\(files.path)/feedwatch.bash", line,
        ]
        let programs = BuiltProgram.url.deletingLastPathComponent().path
        process.environment = [
            "PATH": "\(programs):/usr/bin:/bin", "XDG_CONFIG_HOME": home.path,
            "FEEDWATCH_STORE": store.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(String(decoding: said, as: UTF8.self) == "\(expected)\n")
    }
}
