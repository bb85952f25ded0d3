// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Every command that reads works on a store in whatever state it is found, and says the same.
@Suite(.timeLimit(.minutes(2))) struct StoreStateTests {
    private static let commands: [[String]] = [
        ["list", "--json"], ["search", "--json", "famil*"], ["tail", "-n", "3", "--json"],
        ["stats", "--json"], ["export"], ["export", "--format", "atom"],
        ["export", "--format", "csv"], ["export", "--format", "tsv"], ["verify"],
    ]
    private let store: SampleStore
    private let files = FileManager.default

    init() throws { store = try SampleStore(count: 10) }

    private func outputs(of path: String, as prefix: [String] = []) throws -> [String] {
        try Self.commands.map { command in
            let arguments = ["--store", path] + command
            let outcome =
                prefix.isEmpty
                ? try BuiltProgram.run(arguments)
                : try ForeignTool.run(prefix + [BuiltProgram.url.path] + arguments)
            #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(command): \(outcome.errors)")
            return outcome.output
        }
    }

    private func segments() throws -> [String] {
        try files.subpathsOfDirectory(atPath: store.path).filter { $0.hasSuffix(".jsonl") }
            .map { "\(store.path)/\($0)" }.sorted()
    }

    private func compress(_ segment: String) throws {
        #expect(try ForeignTool.run(["gzip", "-k", segment]).status == 0)
    }

    @Test func compressedByWhomever() throws {
        let before = try outputs(of: store.path)
        for segment in try segments() {
            try compress(segment)
            try files.removeItem(atPath: segment)
        }
        #expect(try outputs(of: store.path).dropLast() == before.dropLast())
    }

    /// A crash between writing the one and removing the other leaves both: the plain file counts.
    @Test func aDayInBothFormsIsReadOnce() throws {
        let before = try outputs(of: store.path)
        for segment in try segments() { try compress(segment) }
        #expect(try outputs(of: store.path) == before)
        // What is compressed may be older than what is plain.
        try store.append(SampleStore.story(10))
        #expect(try store.run("list", "--json").lines.count == 11)
        for segment in try segments() {
            try Data("no gzip".utf8).write(to: URL(filePath: segment + ".gz"))
        }
        #expect(try store.run("export").lines.count == 11)
    }

    @Test func withoutAnythingButTheSegments() throws {
        let before = try outputs(of: store.path)
        try files.removeItem(atPath: "\(store.path)/FORMAT")
        #expect(try outputs(of: store.path) == before)
        let status = try store.run("status")
        #expect(status.status == 0 && status.output.isEmpty)
        #expect(try store.run("report", "--since", "2026-10-01", "--text").status == 0)
    }

    /// A copy on read-only ground, owned by somebody else, for whoever is of its group.
    @Test(.enabled(if: getuid() == 0 && ForeignTool.isInstalled("setpriv"), "not root"))
    func aReadOnlyCopyOfOthers() throws {
        let before = try outputs(of: store.path)
        // 1: daemon, 65534: nobody. The way to the programs has to be open to them as well.
        let names = try files.subpathsOfDirectory(atPath: store.path)
        for path in [store.path] + names.map({ "\(store.path)/\($0)" }) {
            var isDirectory: ObjCBool = false
            _ = files.fileExists(atPath: path, isDirectory: &isDirectory)
            try files.setAttributes(
                [
                    .posixPermissions: isDirectory.boolValue ? 0o550 : 0o440, .ownerAccountID: 1,
                    .groupOwnerAccountID: 60,
                ], ofItemAtPath: path)
        }
        let member = ["setpriv", "--reuid", "65534", "--regid", "60", "--clear-groups"]
        guard try ForeignTool.run(member + [BuiltProgram.url.path, "--version"]).status == 0 else {
            return
        }
        #expect(try outputs(of: store.path, as: member) == before)
        let stranger = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
        let refused = try ForeignTool.run(
            stranger + [BuiltProgram.url.path, "--store", store.path, "list"])
        #expect(refused.status == 77)
        #expect(refused.errors.contains("Permission denied"))
    }
}
