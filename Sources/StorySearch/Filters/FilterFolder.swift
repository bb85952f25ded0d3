// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Glibc
internal import StoryStore
internal import SystemCalls

/// `state/search`: the filters of compressed segments, a file each.
struct FilterFolder: ~Copyable, Sendable {
    private static let suffix = ".terms"
    private let folder: FileDescriptor

    /// Opens it; nil where there is none that can be read: a copy of the store goes without.
    init?(of directory: String) {
        guard
            let store = try? FileDescriptor.open(directory, O_RDONLY | O_DIRECTORY),
            let state = try? store.open("state", O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
            let folder = try? state.open("search", O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        else { return nil }
        self.folder = folder
    }

    /// Opens it, and makes what is missing.
    init(making directory: String) throws(SystemError) {
        let store = try FileDescriptor.open(directory, O_RDONLY | O_DIRECTORY)
        try store.makeDirectory("state")
        let state = try store.open("state", O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        try state.makeDirectory("search")
        folder = try state.open("search", O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }

    /// The filters of the day; nil where there are none that can be read.
    func filters(of day: CivilDay) -> FilterFile? {
        guard
            let file = try? folder.open(
                Self.name(of: day), O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
            let status = try? file.status(), status.isRegularFile,
            (1...FilterFile.bytesMax).contains(Int(clamping: status.size)),
            let bytes = try? file.read(upTo: Int(status.size), at: 0)
        else { return nil }
        return FilterFile(bytes: bytes)
    }

    /// Puts the filters of a day in the place of those that were there. Not synced: what a crash
    /// leaves behind is seen by its checksum.
    func write(_ filters: FilterFile, of day: CivilDay) throws(SystemError) {
        let name = Self.name(of: day)
        do {
            let file = try folder.open(
                name + ".tmp", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK)
            try file.writeAll(filters.bytes)
        }
        try folder.rename(name + ".tmp", to: name)
    }

    /// Removes the filters of days that are not among `days`.
    func removeAll(but days: Set<CivilDay>) throws(SystemError) {
        let names = Set(days.map(Self.name))
        for name in try folder.names() where !names.contains(name) { try folder.remove(name) }
    }

    private static func name(of day: CivilDay) -> String {
        day.start.rfc3339().prefix(10) + suffix
    }
}
