// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Glibc
import Synchronization
import SystemCalls

@testable import StoryStore

/// What a power cut leaves of a store: a model of a disk that keeps what was synced, and of the
/// rest what it likes.
///
/// It looks at the files before each change that the writer makes, so that at a sync it sees what
/// the sync is about to make durable. Files are told by inode, names by the directory's last sync.
final class StableStorage: Sendable {
    /// What becomes of what was not synced.
    enum Unsynced: Sendable, CaseIterable {
        /// Neither data nor names are there.
        case dropped
        /// The names are there, the data is not.
        case namesOnly
        /// The length is there, the data is zeros: ext4 without its delayed allocation.
        case zeros
        /// The second half of the data came to the disk, the first did not.
        case secondHalf
        /// Everything came to the disk.
        case kept
    }

    private struct State {
        var contents: [UInt64: [UInt8]] = [:]
        var listings: [String: [String: UInt64]] = [:]
        var count = 0
    }

    private let store: TemporaryStore
    private let cutAt: Int
    private let state = Mutex(State())

    /// - Parameter allIsStable: Whether what is there now came to the disk long ago.
    init(_ store: TemporaryStore, cutAt: Int, allIsStable: Bool = false) {
        self.store = store
        self.cutAt = cutAt
        if allIsStable { state.withLock { noteAll(below: "", &$0) } }
    }

    private func noteAll(below path: String, _ state: inout State) {
        state.listings[path] = listing(path)
        for name in store.names(path) {
            let child = path.isEmpty ? name : "\(path)/\(name)"
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(
                atPath: store.file(child), isDirectory: &isDirectory)
            if isDirectory.boolValue {
                noteAll(below: child, &state)
            } else {
                note(.syncFile(child), &state)
            }
        }
    }

    var isGone: Bool { state.withLock { $0.count > cutAt } }

    var gate: FileGate {
        { [self] operation throws(SystemError) in
            let isGone = state.withLock { state in
                defer { state.count += 1 }
                if state.count >= cutAt { return true }
                note(operation, &state)
                return false
            }
            if isGone { throw SystemError(operation: "power", path: "", errno: EIO) }
            return nil
        }
    }

    private func note(_ operation: FileOperation, _ state: inout State) {
        switch operation {
        case .syncFile(let path):
            if let inode = inode(path) { state.contents[inode] = store.bytes(path) }
        case .syncDirectory(let path) where !path.hasPrefix("/"):
            state.listings[path] = listing(path)
        default: break
        }
    }

    private func inode(_ path: String) -> UInt64? {
        (try? FileSystem.status(of: store.file(path), followingLinks: false))??.inode
    }

    private func listing(_ path: String) -> [String: UInt64] {
        var names: [String: UInt64] = [:]
        for name in store.names(path) {
            names[name] = inode(path.isEmpty ? name : "\(path)/\(name)")
        }
        return names
    }

    /// A store as the power cut left it.
    func afterPowerCut(_ unsynced: Unsynced) throws -> TemporaryStore {
        let survivor = TemporaryStore()
        try FileManager.default.createDirectory(
            atPath: survivor.path, withIntermediateDirectories: true)
        try state.withLock { try rebuild("", in: survivor, $0, unsynced) }
        return survivor
    }

    private func rebuild(
        _ path: String, in survivor: TemporaryStore, _ state: State, _ unsynced: Unsynced
    ) throws {
        let durable = state.listings[path] ?? [:]
        let now = listing(path)
        for (name, inode) in unsynced == .dropped ? durable : now {
            let child = path.isEmpty ? name : "\(path)/\(name)"
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(
                atPath: store.file(child), isDirectory: &isDirectory)
            if isDirectory.boolValue {
                try FileManager.default.createDirectory(
                    atPath: survivor.file(child), withIntermediateDirectories: true)
                try rebuild(child, in: survivor, state, unsynced)
            } else {
                let current = now[name] == inode ? store.bytes(child) : []
                let kept = content(state.contents[inode] ?? [], current, unsynced)
                try survivor.write(kept, to: child)
            }
        }
    }

    private func content(
        _ durable: [UInt8], _ current: [UInt8], _ unsynced: Unsynced
    ) -> [UInt8] {
        guard current.count > durable.count, current.starts(with: durable) else {
            return unsynced == .kept ? current : durable
        }
        let new = current.count - durable.count
        switch unsynced {
        case .dropped, .namesOnly: return durable
        case .kept: return current
        case .zeros: return durable + [UInt8](repeating: 0, count: new)
        case .secondHalf:
            return durable + [UInt8](repeating: 0, count: new / 2)
                + current[(durable.count + new / 2)...]
        }
    }
}
