// SPDX-License-Identifier: Apache-2.0

import Foundation
import Randomness

/// A disk on which recorded changes are made again, one by one, and what a power cut may leave of
/// them: whatever was synced, and of the rest what it likes.
struct DiskModel {
    /// What becomes of what was not synced.
    enum Unsynced: Sendable, CaseIterable {
        /// Neither data nor names are there.
        case dropped
        /// The names are there, the data is not.
        case namesOnly
        /// The length is there, the data is zeros.
        case zeros
        /// Some blocks of the data came to the disk, others did not.
        case someBlocks
        /// The data was cut anywhere.
        case torn
        /// Some names came to the disk, others did not, and so did blocks.
        case someNames
        /// Everything came to the disk.
        case kept
    }

    private struct File {
        var synced: [UInt8] = []
        var current: [UInt8] = []
    }

    /// Small, that a few lines take several.
    private static let blockBytes = 512

    private var files: [File] = []
    /// The numbers of the files by their names; a directory's entry has none.
    private var names: [String: Int?] = [:]
    private var syncedNames: [String: Int?] = [:]

    /// A disk that has held what is below `directory` for long.
    init(of directory: String) throws {
        for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            if let bytes = FileManager.default.contents(atPath: "\(directory)/\(name)") {
                names[name] = .some(files.count)
                files.append(File(synced: Array(bytes), current: Array(bytes)))
            } else {
                names[name] = .some(nil)
            }
        }
        syncedNames = names
    }

    /// Makes a recorded change.
    mutating func make(_ call: RecordedCall) {
        switch call {
        case .create(let name): _ = file(name, making: true)
        case .makeDirectory(let name): names[name] = .some(nil)
        case .append(let name, let bytes): change(name) { $0 += bytes }
        case .write(let name, let bytes, let offset):
            change(name) { content in
                let end = offset + bytes.count
                content += repeatElement(0, count: max(0, end - content.count))
                content.replaceSubrange(offset..<end, with: bytes)
            }
        case .truncate(let name, let length):
            _ = file(name, making: true)
            change(name) { content in
                if content.count > length { content.removeLast(content.count - length) }
                content += repeatElement(0, count: length - content.count)
            }
        case .rename(let old, let new): names[new] = names.removeValue(forKey: old)
        case .remove(let name): names[name] = nil
        case .sync(let name): sync(name)
        }
    }

    private mutating func file(_ name: String, making: Bool = false) -> Int? {
        if case .some(.some(let number)) = names[name] { return number }
        guard making else { return nil }
        names[name] = .some(files.count)
        files.append(File())
        return files.count - 1
    }

    private mutating func change(_ name: String, _ body: (inout [UInt8]) -> Void) {
        if let number = file(name) { body(&files[number].current) }
    }

    private mutating func sync(_ name: String) {
        if let number = file(name) {
            files[number].synced = files[number].current
            return
        }
        let isIn = { (child: String) in Self.directory(of: child) == name }
        syncedNames = syncedNames.filter { !isIn($0.key) }
            .merging(names.filter { isIn($0.key) }) { $1 }
    }

    private static func directory(of name: String) -> String {
        name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
    }

    /// Writes what a power cut leaves into `directory`, which must not be there.
    func write(after unsynced: Unsynced, to directory: String, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var left = unsynced == .dropped || unsynced == .someNames ? syncedNames : names
        if unsynced == .someNames {
            for (name, number) in names.sorted(by: { $0.key < $1.key })
            where Bool.random(using: &random) {
                left[name] = number
            }
        }
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        // A directory comes before what is in it; what is in none is lost.
        var made: Set<String> = [""]
        for (name, number) in left.sorted(by: { $0.key < $1.key })
        where made.contains(Self.directory(of: name)) {
            let path = "\(directory)/\(name)"
            if let number {
                let bytes = content(of: files[number], unsynced, &random)
                try Data(bytes).write(to: URL(fileURLWithPath: path))
            } else {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: false)
                made.insert(name)
            }
        }
    }

    private func content(
        of file: File, _ unsynced: Unsynced, _ random: inout SplitMix64
    ) -> [UInt8] {
        let (synced, current) = (file.synced, file.current)
        if synced == current { return current }
        let grown = max(0, current.count - synced.count)
        switch unsynced {
        case .kept: return current
        case .dropped, .namesOnly: return synced
        case .zeros: return synced + [UInt8](repeating: 0, count: grown)
        case .torn:
            return Array(current.prefix(synced.count + Int.random(in: 0...grown, using: &random)))
        case .someBlocks, .someNames:
            let length = Bool.random(using: &random) ? current.count : synced.count
            var bytes = Array(synced.prefix(length))
            bytes += repeatElement(0, count: length - bytes.count)
            for start in stride(from: 0, to: min(length, current.count), by: Self.blockBytes)
            where Bool.random(using: &random) {
                let end = min(start + Self.blockBytes, min(length, current.count))
                bytes.replaceSubrange(start..<end, with: current[start..<end])
            }
            return bytes
        }
    }
}
