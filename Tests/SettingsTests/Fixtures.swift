// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings

/// The files under `Fixtures/`.
enum Fixtures {
    static let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures").path ?? ""

    /// The names in `folder` that end in `ending`, sorted.
    static func names(in folder: String, ending: String) -> [String] {
        let path = "\(self.folder)/\(folder)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
    }

    /// `problems` a line each, paths shortened to the part below `folder`.
    static func lines(_ problems: [SettingsProblem], below folder: String) -> String {
        problems.map { "\($0)\n".replacingOccurrences(of: "\(self.folder)/\(folder)/", with: "") }
            .joined()
    }
}

/// A directory that is removed when the test is over.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("settings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, and the directories above it; gives its path.
    @discardableResult
    func write(_ name: String, _ text: String, mode: Int = 0o640) throws -> String {
        let file = "\(path)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }
}

extension ConfigurationLoader {
    static let plain = ConfigurationLoader(version: "1.0", environment: ["HOME": "/home/me"])
}
