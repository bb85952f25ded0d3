// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import SystemCalls

/// DIR/damaged: what recovery and repair take out of the store is copied here and on stable
/// storage before it goes; nothing here is ever removed.
struct DamagedFolder: ~Copyable {
    private let folder: StoreFolder

    init(
        in store: borrowing StoreDirectory, durable: inout Set<String>
    ) throws(StoreError) {
        folder = try store.makeFolder(["damaged"], durable: &durable)
    }

    /// Keeps the bytes of `file` from `offset` on, as a file named for where they stood.
    func keep(_ file: borrowing StoreFile, from offset: Int64) throws(StoreError) -> SetAside {
        let copy = try makeFile(for: file.path, offset)
        var position = offset
        while true {
            let place = position
            let piece = try checked { () throws(SystemError) in
                try file.descriptor.read(upTo: 1 << 20, at: place)
            }
            if piece.isEmpty { break }
            try copy.write(piece)
            position += Int64(piece.count)
        }
        return try finish(copy, file.path, offset, position - offset)
    }

    /// Keeps `bytes`, which stood at `offset` of the file at `path`.
    func keep(
        _ bytes: [UInt8], of path: String, at offset: Int64
    ) throws(StoreError) -> SetAside {
        let copy = try makeFile(for: path, offset)
        try copy.write(bytes)
        return try finish(copy, path, offset, Int64(bytes.count))
    }

    private func finish(
        _ copy: borrowing StoreFile, _ path: String, _ offset: Int64, _ bytes: Int64
    ) throws(StoreError) -> SetAside {
        try copy.sync()
        try folder.sync()
        return SetAside(file: path, offset: offset, bytes: bytes, keptAs: copy.path)
    }

    /// `stories-2026-11-21.jsonl@1234`, with a number behind it when that was kept before.
    private func makeFile(for path: String, _ offset: Int64) throws(StoreError) -> StoreFile {
        let parts = path.split(separator: "/")
        let stem = parts.count > 1 ? "\(parts[0])-\(parts[parts.count - 1])" : path
        var name = "\(stem)@\(offset)"
        var number = 1
        while try folder.status(of: name) != nil {
            number += 1
            name = "\(stem)@\(offset).\(number)"
        }
        return try folder.makeFile(name, flags: O_RDWR | O_APPEND)
    }
}

extension StoreFile {
    /// Cuts off what stands from `offset` on, after keeping it.
    func cut(
        from offset: Int64, keepingIn damaged: borrowing DamagedFolder
    ) throws(StoreError) -> SetAside {
        let kept = try damaged.keep(self, from: offset)
        try truncate(to: offset)
        try sync()
        return kept
    }
}
