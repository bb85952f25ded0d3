// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A directory such as the manual's examples assume: a configuration with two feeds, their store
/// with three stories, a sighting and a revision, a topic with its seeds, and some files to try.
final class SampleDirectory {
    private let directory: String
    private var store: String { "\(directory)/store" }

    /// A copy of one that is made once for all tests.
    init() throws {
        directory = NSTemporaryDirectory() + "feedwatch-sample-\(UUID().uuidString)"
        let original = try Self.original.get().run.directory
        try FileManager.default.copyItem(atPath: original, toPath: directory)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// With its site, which the configuration still names.
    private static let original = Result { try SampleDirectory.make() }

    private static func make() throws -> (run: DaemonRun, site: FeedSite) {
        let site = try FeedSite()
        var items = (1...3).map { SampleItem.match($0) }
        items[0].title = "Abductions: foreign minister speaks on North Korea"
        site.publish("/feed", items)
        site.publish("/mirror", [items[0]])
        let run = try DaemonRun(feeds: [site.server.url("/feed"), site.server.url("/mirror")])
        try run.write("feed.xml", SampleItem.rss(title: "Sample", items))
        try run.write("story.txt", "Families of abductees meet minister\n\nThey ask North Korea.\n")
        for (name, text) in [
            ("seeds/minister.md", "Abductions: Tokyo asks again\n\nNorth Korea is silent.\n"),
            ("seeds/ignore/aliens.md", "Abducted by aliens\n\nSo he said.\n"),
        ] {
            let url = URL(fileURLWithPath: "\(run.directory)/\(name)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        try run.write(
            "topics/abductions.yaml",
            """
            name: abductions
            query: abduct* AND ("North Korea*" OR Pyongyang)
            examples: {match: [../seeds/*.md], ignore: [../seeds/ignore/*.md]}

            """)
        try run.write(
            "articles.jsonl",
            #"{"id":"1","title":"A title of four words","url":"https://example.org/a"}"# + "\n"
                + #"{"id":"2","title":"The title","url":"http://www.example.org/a/"}"# + "\n")
        try run.write(
            "subscriptions.opml",
            """
            <opml version="2.0"><head><title>Sample</title></head><body>
            <outline text="Example" type="rss" xmlUrl="https://www.example.org/list"/>
            </body></opml>

            """)
        try expectDone(run.once())
        items[1].description += "<p>A paragraph that was added later, in a case of its own.</p>"
        site.publish("/feed", items)
        try expectDone(run.once())
        return (run, site)
    }

    private static func expectDone(_ output: Output) throws {
        guard output.status == 0 else { throw Failure(output: output) }
    }

    /// The daemon did not do what everything here builds on.
    struct Failure: Error {
        var output: Output
    }

    /// Writes a file below the directory, and the directories above it.
    func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: "\(directory)/\(name)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Runs a script in the directory, to its end.
    func shell(_ script: String) throws -> Output {
        let output = URL(fileURLWithPath: "\(directory)/standard-output")
        let errors = URL(fileURLWithPath: "\(directory)/standard-error")
        let process = try start(script) {
            $0.standardOutput = try Self.file(at: output)
            $0.standardError = try Self.file(at: errors)
        }
        process.waitUntilExit()
        return Output(
            status: process.terminationStatus,
            text: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }

    /// Runs a script that has no end until it has printed a line, and kills it and what it started.
    func firstLine(of script: String) throws -> String {
        let pipe = Pipe()
        let process = try start(script) { $0.standardOutput = pipe }
        try pipe.fileHandleForWriting.close()
        var bytes = Data()
        while !bytes.contains(0x0A), let more = try pipe.fileHandleForReading.read(upToCount: 1) {
            bytes += more
        }
        // The programs of a script are in the process group that its shell leads.
        kill(-process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    private func start(_ script: String, _ redirect: (Process) throws -> Void) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-euo", "pipefail", "-c", script]
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.standardInput = FileHandle.nullDevice
        process.environment = [
            "PATH":
                "\(Program.directory.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
            "HOME": directory, "FEEDWATCH_STORE": store, "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
        ]
        try redirect(process)
        try process.run()
        return process
    }

    private static func file(at url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}
