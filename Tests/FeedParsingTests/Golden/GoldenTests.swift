// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Small documents, each with one quirk of one kind of publisher, and what is read out of it.
/// `FEEDWATCH_UPDATE_GOLDEN=1 swift test` writes the expectations anew: look at every difference.
@Suite("Golden documents")
struct GoldenTests {
    struct Fixture: CustomTestStringConvertible, Sendable {
        var file: String
        var contentType: String
        var baseURL: String
        var quirk: String
        var publisher: String

        var testDescription: String { "\(file): \(quirk) (\(publisher))" }

        static let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/Golden")

        static let all: [Fixture] = {
            let table = try? String(
                contentsOf: folder.appending(path: "cases.tsv"), encoding: .utf8)
            let lines = (table ?? "").split(separator: "\n").dropFirst()
            return lines.compactMap { line in
                let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
                    .map(String.init)
                guard cells.count == 5 else { return nil }
                return Fixture(
                    file: cells[0], contentType: cells[1], baseURL: cells[2], quirk: cells[3],
                    publisher: cells[4])
            }
        }()

        var body: [UInt8] {
            get throws { Array(try Data(contentsOf: Self.folder.appending(path: file))) }
        }
    }

    @Test("there are at least 150, and every file has its line")
    func complete() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Fixture.folder.path())
        let documents = names.filter { $0 != "cases.tsv" && !$0.hasSuffix(".expected.json") }
        #expect(documents.count >= 150)
        #expect(Set(documents) == Set(Fixture.all.map(\.file)))
    }

    @Test("are read as expected", arguments: Fixture.all)
    func golden(fixture: Fixture) throws {
        let printed =
            Printed.text(
                try fixture.body,
                contentType: fixture.contentType.isEmpty ? nil : fixture.contentType,
                baseURL: fixture.baseURL.isEmpty ? nil : fixture.baseURL, layout: .indented) + "\n"
        let expectation = Fixture.folder.appending(path: fixture.file + ".expected.json")
        if ProcessInfo.processInfo.environment["FEEDWATCH_UPDATE_GOLDEN"] == "1" {
            try printed.write(to: expectation, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: expectation, encoding: .utf8) == printed)
    }
}
