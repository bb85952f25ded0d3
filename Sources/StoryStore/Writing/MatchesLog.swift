// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// DIR/matches.log, open for appending.
struct MatchesLog: ~Copyable, Sendable {
    static let name = "matches.log"

    private var file: StoreFile

    /// Opens the file, made and its name synced when it is missing.
    init(in root: borrowing StoreFolder) throws(StoreError) {
        file = try Self.open(in: root)
    }

    private static func open(in root: borrowing StoreFolder) throws(StoreError) -> StoreFile {
        let file = try root.makeFile(name)
        try root.sync()
        return file
    }

    /// Leaves the file to whoever moved it away, and begins the one that has the name now.
    mutating func reopen(in root: borrowing StoreFolder) throws(StoreError) {
        file = try Self.open(in: root)
    }

    /// Appends whole lines and puts them on stable storage; on any error none of them is there.
    mutating func append(_ lines: [UInt8], in root: borrowing StoreFolder) throws(StoreError) {
        var status = try file.status()
        if status.linkCount == 0 {
            try reopen(in: root)
            status = try file.status()
        }
        do {
            try file.write(lines)
            try file.sync()
        } catch {
            do { try file.truncate(to: status.size) } catch {
                throw StoreError(.notDurable, path: error.path, system: error.system)
            }
            throw error
        }
    }

    /// Whether the last line is finished.
    func endsInLineFeed() throws(StoreError) -> Bool { try file.endsInLineFeed() }

    /// Cuts off what stands from `offset` on, after keeping it.
    func cut(
        from offset: Int64, keepingIn damaged: borrowing DamagedFolder
    ) throws(StoreError) -> SetAside {
        try file.cut(from: offset, keepingIn: damaged)
    }
}
