// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import StoryStore
internal import SystemCalls

/// `DIR/hooks/`: of each hook its position, its dead letters, and which command of its runs.
struct HookFolder: ~Copyable, Sendable {
    private let folder: FileDescriptor

    /// Opens the directory, made when it is missing.
    init(store: String) throws(SystemError) {
        let root = try FileDescriptor.open(store, O_RDONLY | O_DIRECTORY)
        let isNew = try root.makeDirectory("hooks")
        let opened = try root.open("hooks", O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        if isNew {
            try opened.setPermissions(0o750)
            try root.sync()
        }
        folder = opened
    }

    // MARK: The position

    /// What `NAME.position` holds.
    enum Position {
        case known(StoryPosition)
        case missing
        /// Something else; only a person can say how far the hook had come.
        case unreadable
    }

    /// The path of the position below the store's directory.
    static func positionPath(of name: String) -> String { "hooks/\(name).position" }

    /// How far the hook `name` has come.
    func position(of name: String) throws(SystemError) -> Position {
        guard let bytes = try folder.contents(of: "\(name).position", limit: 1 << 16) else {
            return .missing
        }
        let position = StoryPosition(text: String(decoding: bytes, as: UTF8.self))
        return position.map { .known($0) } ?? .unreadable
    }

    /// Keeps how far the hook `name` has come, on stable storage.
    func keep(_ position: StoryPosition, of name: String) throws(SystemError) {
        try folder.replaceContents(of: "\(name).position", with: Array("\(position.text)\n".utf8))
    }

    /// Keeps `position` for a hook that has none yet.
    func beginPosition(of name: String, at position: StoryPosition) throws(SystemError) {
        if try folder.status(of: "\(name).position") == nil { try keep(position, of: name) }
    }

    // MARK: Dead letters

    /// Appends the line of a story to the dead letters of the hook `name`, on stable storage.
    ///
    /// - Parameter line: The line as it is stored, with its line feed.
    func bury(_ line: [UInt8], of name: String) throws(SystemError) {
        let file = try folder.open(
            "\(name).dead.jsonl", O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK)
        let status = try file.status()
        guard status.isRegularFile else {
            throw SystemError(operation: "open", path: file.path, errno: EINVAL)
        }
        if status.size == 0 {
            try file.setPermissions(0o640)
            try folder.sync()
        }
        let end = try Self.endOfLines(in: file, size: status.size)
        // Half a line is what a crash left; its story is buried anew.
        if end < status.size { try file.truncate(to: end) }
        do {
            try file.writeAll(line)
            try file.syncData()
        } catch {
            try? file.truncate(to: end)
            throw error
        }
    }

    private static func endOfLines(
        in file: borrowing FileDescriptor, size: Int64
    ) throws(SystemError) -> Int64 {
        var end = size
        while end > 0 {
            let first = max(0, end - 65_536)
            let block = try file.read(upTo: Int(end - first), at: first)
            if let newline = block.lastIndex(of: UInt8(ascii: "\n")) {
                return first + Int64(newline + 1)
            }
            end = first
        }
        return 0
    }

    // MARK: The command that runs

    /// Takes note of the process that runs for the hook `name`. Not on stable storage: no process
    /// outlives a power loss.
    func note(_ process: ProcessMark, of name: String) throws(SystemError) {
        try folder.replaceContents(
            of: "\(name).running", with: Array("\(process.text)\n".utf8), isDurable: false)
    }

    /// The process noted last; nil when there is none, or none can be read.
    func notedProcess(of name: String) throws(SystemError) -> ProcessMark? {
        guard let bytes = try folder.contents(of: "\(name).running", limit: 1 << 12) else {
            return nil
        }
        return ProcessMark(text: String(decoding: bytes, as: UTF8.self))
    }

    /// Nothing runs for the hook `name` any more.
    func forgetProcess(of name: String) throws(SystemError) {
        if try folder.status(of: "\(name).running") != nil { try folder.remove("\(name).running") }
    }
}
