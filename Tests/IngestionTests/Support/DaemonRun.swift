// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import StoryStore
import Testing

/// A directory with a configuration and a store, in which the built programs are run as a user
/// would run them.
final class DaemonRun: Sendable {
    let directory: String
    var store: String { "\(directory)/store" }

    /// A directory whose configuration polls `feeds`, each given as a line of YAML's `feeds:`.
    ///
    /// - Parameter sections: Further sections of the configuration.
    init(feeds: [String], polling: String = "", sections: String = "") throws {
        directory = NSTemporaryDirectory() + "feedwatch-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: "\(directory)/topics", withIntermediateDirectories: true)
        try write("topics/abductions.yaml", Self.topic)
        try configure(feeds: feeds, polling: polling, sections: sections)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    private static let topic = """
        name: abductions
        query: abduct* AND ("North Korea*" OR Pyongyang)

        """

    /// Writes the configuration anew.
    func configure(feeds: [String], polling: String = "", sections: String = "") throws {
        let lines = feeds.map { $0.hasPrefix("{") ? "  - \($0)" : "  - {url: \"\($0)\"}" }
        try write(
            "feedwatchd.yaml",
            """
            polling:
              allow_private_addresses: [127.0.0.0/8]
              host_delay: 0s
              min_interval: 1s
              \(polling.split(separator: "\n").joined(separator: "\n  "))
            topics: [topics/*.yaml]
            feeds:
            \(lines.joined(separator: "\n"))
            \(sections)

            """)
    }

    /// Writes a file below the directory.
    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
    }

    /// The arguments that every run of the daemon begins with.
    var daemonArguments: [String] {
        ["--config", "\(directory)/feedwatchd.yaml", "--store", store]
    }

    /// Runs `feedwatchd --once` to its end.
    @discardableResult
    func once(_ arguments: [String] = []) throws -> Output {
        try Program.run("feedwatchd", daemonArguments + ["--once"] + arguments)
    }

    /// Starts the daemon and leaves it running.
    func start(_ arguments: [String] = []) throws -> Program {
        try Program("feedwatchd", daemonArguments + arguments)
    }

    /// Runs `feedwatch` on the store.
    func feedwatch(_ arguments: String...) throws -> Output {
        try Program.run("feedwatch", ["--store", store] + arguments)
    }

    /// All lines of the segments of a kind, oldest day first, decoded by Foundation: what any
    /// other program would read.
    func records(_ kind: String = "stories") throws -> [[String: Any]] {
        try segments(kind).flatMap { path in
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
                try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
        }
    }

    /// The paths of the segments of a kind, oldest first.
    func segments(_ kind: String = "stories") -> [String] {
        let root = "\(store)/\(kind)"
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(root)/\($0)" }
    }

    /// The guids of all stories, in the order of the store.
    func guids() throws -> [String] {
        try records().compactMap { ($0["_feedwatch"] as? [String: Any])?["guid"] as? String }
    }

    /// The identifiers in matches.log.
    func announced() throws -> [String] {
        guard let text = try? String(contentsOfFile: "\(store)/matches.log", encoding: .utf8) else {
            return []
        }
        return text.split(separator: "\n").compactMap { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).last.map(String.init)
        }
    }

    /// Every story once, in the store as in matches.log, and nothing damaged.
    func expectExactlyOnce(
        _ guids: some Sequence<String>, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let stored = try self.guids()
        #expect(stored.sorted() == guids.sorted(), sourceLocation: sourceLocation)
        let ids = try records().compactMap { $0["id"] as? String }
        #expect(try announced().sorted() == ids.sorted(), sourceLocation: sourceLocation)
        let verify = try feedwatch("verify")
        #expect(verify.status == 0, "\(verify.text)", sourceLocation: sourceLocation)
    }
}
