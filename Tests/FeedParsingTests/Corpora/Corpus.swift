// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The corpora that stand beside a checkout; tests that need them are skipped where they are not.
enum Corpus {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/corpora/feeds")

    static var isThere: Bool { FileManager.default.fileExists(atPath: root.path()) }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: path)))
    }

    static func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())
            .sorted()
    }

    /// A list of objects in a JSON file.
    static func list(_ path: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: root.appending(path: path))
        return try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    }
}
