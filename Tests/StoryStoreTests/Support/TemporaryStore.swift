// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation

@testable import StoryStore

/// A directory of its own for a store, removed when the test is over. In memory where that can be
/// had: hundreds of stores are made and synced.
final class TemporaryStore: Sendable {
    let base: String
    var path: String { base + "/store" }

    init() {
        let shared = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: shared)
        let root = isThere ? shared : FileManager.default.temporaryDirectory.path
        base = "\(root)/feedwatch-store-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(
            atPath: base, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: base) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func bytes(_ name: String) -> [UInt8] {
        FileManager.default.contents(atPath: file(name)).map(Array.init) ?? []
    }

    func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    func lines(_ name: String) -> [String] {
        text(name).split(separator: "\n").map(String.init)
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        let url = URL(fileURLWithPath: file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func names(_ directory: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: file(directory))) ?? []).sorted()
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

    func permissions(_ name: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file(name))
        return attributes?[.posixPermissions] as? Int ?? 0
    }

    /// The identifiers of all stories, in the order of the files; damaged lines left out.
    func storyIDs() throws -> [StoryID] {
        var ids: [StoryID] = []
        try StoreReader(directory: path).forEachStory(detail: .identity) { story, _ in
            ids.append(story.id)
            return true
        }
        return ids
    }

    /// The identifiers in matches.log, in its order.
    func announcedIDs() -> [StoryID] {
        lines("matches.log").compactMap { $0.split(separator: "\t").last.flatMap { StoryID($0) } }
    }

    func damages() throws -> [Damage] {
        var found: [Damage] = []
        _ = try StoreReader(directory: path).verify { found.append($0) }
        return found
    }
}
