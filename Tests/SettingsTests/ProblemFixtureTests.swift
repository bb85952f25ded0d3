// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings
import Testing

/// Files that are wrong, each beside the problems that are told for it (`NAME.problems`).
@Suite struct ProblemFixtureTests {
    @Test(
        "Every fixture has its problems written down",
        arguments: ["configurations", "topics", "opml"])
    func complete(folder: String) {
        let files = Fixtures.names(in: folder, ending: folder == "opml" ? ".opml" : ".yaml")
        let expected = Fixtures.names(in: folder, ending: ".problems")
        #expect(files.count >= 4)
        #expect(files.map { ($0 as NSString).deletingPathExtension + ".problems" } == expected)
    }

    @Test(arguments: Fixtures.names(in: "configurations", ending: ".yaml"))
    func configuration(name: String) throws {
        for file in [name, "secrets.headers"] {
            // A checkout leaves to the umask who may read what.
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644],
                ofItemAtPath: "\(Fixtures.folder)/configurations/\(file)")
        }
        let (configuration, problems) = ConfigurationLoader.plain.load(
            "\(Fixtures.folder)/configurations/\(name)")
        try compare(problems, "configurations", name)
        #expect((configuration == nil) == problems.contains { $0.severity == .error })
    }

    @Test(arguments: Fixtures.names(in: "topics", ending: ".yaml"))
    func topic(name: String) throws {
        let (topic, problems) = loadTopicFile("\(Fixtures.folder)/topics/\(name)")
        try compare(problems, "topics", name)
        #expect((topic == nil) == problems.contains { $0.severity == .error })
    }

    @Test(arguments: Fixtures.names(in: "opml", ending: ".opml"))
    func list(name: String) throws {
        let (list, problems) = OPML.read(try Fixtures.bytes("opml/\(name)"), file: name)
        try compare(problems, "opml", name)
        #expect(list == nil)
    }

    private func compare(_ problems: [SettingsProblem], _ folder: String, _ name: String) throws {
        let expected = "\(folder)/\((name as NSString).deletingPathExtension).problems"
        let lines = Fixtures.lines(problems, below: folder)
        // `make update-golden` writes down what is told now, for a person to read.
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            try Data(lines.utf8).write(to: sources.appendingPathComponent("Fixtures/\(expected)"))
        } else {
            #expect(lines == (try Fixtures.text(expected)))
        }
    }
}
