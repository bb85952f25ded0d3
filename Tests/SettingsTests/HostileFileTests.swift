// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings
import Testing

/// Whatever stands in a file, reading it ends, in bounded time and memory, with a value or a reason.
@Suite struct HostileFileTests {
    private func load(_ bytes: [UInt8]) throws -> (Configuration?, [SettingsProblem]) {
        let folder = try TemporaryDirectory()
        let path = try folder.write("c.yaml", "")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let (configuration, problems) = ConfigurationLoader.plain.load(path)
        #expect((configuration == nil) == problems.contains { $0.severity == .error })
        for problem in problems {
            #expect(problem.position.line >= 1 && problem.position.column >= 1)
            let isClean = problem.message.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
                    && !(0x202A...0x202E).contains($0.value)
            }
            #expect(isClean, "\(problem)")
        }
        return (configuration, problems)
    }

    private let sample = Array(
        """
        # Kommentar: ü 日本
        store: {directory: "a\\u62c9\\t", keep_html: yes}
        polling:
          interval: 30m
          allow_private_addresses: [10.1.0.0/16, '::1']
        feeds:
          - url: https://me:pw@example.org/rss?q=拉致
            headers: {X-A: "b"}
            topics: []
        hooks:
          - name: a
            command:
              - /bin/true
              - >-
                folded
                text
        """.utf8)

    @Test("A configuration cut anywhere")
    func cut() throws {
        #expect(try load(sample).0 != nil)
        for length in sample.indices { _ = try load(Array(sample[..<length])) }
    }

    @Test(
        "A configuration with any byte changed",
        arguments: [0x01, 0x20, 0x40, 0x80, 0xFF] as [UInt8])
    func changed(mask: UInt8) throws {
        for index in sample.indices {
            var bytes = sample
            bytes[index] ^= mask
            _ = try load(bytes)
        }
    }

    @Test(
        "What could cost more than its length",
        arguments: [
            String(repeating: "[", count: 200_000), String(repeating: "{a: ", count: 100_000),
            String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
            "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]",
            "feeds: [" + String(repeating: "a,", count: 100_000),
            "\"" + String(repeating: "\\", count: 100_001),
            "a: |\n" + String(repeating: " \n", count: 100_000),
            "log: {level: " + String(repeating: "x", count: 1_000_000) + "}",
            String(repeating: "k: v\n", count: 20_000), "\u{FEFF}\u{FEFF}log: {}",
            "log: {level: \"\u{202E}\u{1b}[31m\"}", "? |\n  a\n: b", "%YAML 9.9\n---\nlog: {}",
        ])
    func hostile(text: String) throws {
        let (_, problems) = try load(Array(text.utf8))
        #expect(!problems.isEmpty)
        for problem in problems { #expect(problem.message.utf8.count < 2000) }
    }

    @Test("What is no regular file, too large, or not there")
    func notAFile() throws {
        let folder = try TemporaryDirectory()
        let loader = ConfigurationLoader.plain
        #expect(loader.load(folder.path).problems.first?.message == "this is no regular file")
        #expect(
            loader.load("\(folder.path)/no").problems.first?.message == "No such file or directory")
        let fifo = "\(folder.path)/fifo"
        #expect(mkfifo(fifo, 0o600) == 0)
        #expect(loader.load(fifo).problems.first?.message == "this is no regular file")
        #expect(loadTopicFile(fifo).topic == nil)
        let large = try folder.write("large.yaml", "")
        #expect(truncate(large, 33 << 20) == 0)
        #expect(loader.load(large).problems.first?.message == "File too large")
    }
}
