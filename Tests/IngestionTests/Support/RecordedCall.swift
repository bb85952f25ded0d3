// SPDX-License-Identifier: Apache-2.0

/// A change that a system call made below a directory, as strace(1) recorded it with `-f -y -xx`.
/// Paths are below that directory; its own is empty.
enum RecordedCall: Sendable, Equatable {
    case create(String)
    case makeDirectory(String)
    case append(String, [UInt8])
    case write(String, [UInt8], offset: Int)
    case truncate(String, length: Int)
    case rename(String, to: String)
    case remove(String)
    case sync(String)

    /// The system calls that make changes.
    static let names = [
        "openat", "mkdir", "mkdirat", "write", "pwrite64", "ftruncate", "rename", "renameat",
        "renameat2", "unlink", "unlinkat", "fsync", "fdatasync",
    ]

    /// The file whose content it changes or syncs.
    var changedFile: String? {
        switch self {
        case .append(let name, _), .write(let name, _, _), .truncate(let name, _), .sync(let name):
            name
        case .create, .makeDirectory, .rename, .remove: nil
        }
    }

    /// The changes below `directory` that `text` tells of, in their order.
    static func calls(in text: String, below directory: String) -> [RecordedCall] {
        var calls: [RecordedCall] = []
        // The beginnings of calls that another thread's interrupted, by thread.
        var begun: [Substring: Substring] = [:]
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let line = Substring(line)
            guard let space = line.firstIndex(of: " ") else { continue }
            let thread = line[..<space]
            var call = line[space...].drop { $0 == " " }
            if call.hasSuffix("<unfinished ...>") {
                begun[thread] = call.dropLast("<unfinished ...>".count)
                continue
            }
            if call.hasPrefix("<... "), let end = call.utf8.firstIndex(of: UInt8(ascii: ">")) {
                guard let beginning = begun.removeValue(forKey: thread) else { continue }
                call = beginning + call[call.index(after: end)...]
            }
            if let change = Arguments(call).flatMap({ RecordedCall($0, below: directory) }) {
                calls.append(change)
            }
        }
        return calls
    }

    /// A call that did what it was called for.
    private init?(_ call: Arguments, below directory: String) {
        func below(_ path: String?) -> String? {
            guard let path, path == directory || path.hasPrefix(directory + "/") else { return nil }
            return String(path.dropFirst(directory.count + 1))
        }
        let path: String
        switch call.name {
        case "openat":
            guard call.flags.contains("O_CREAT"), let made = below(call.paths.last) else {
                return nil
            }
            self = call.flags.contains("O_TRUNC") ? .truncate(made, length: 0) : .create(made)
            return
        case "mkdir", "mkdirat", "rename", "renameat", "renameat2", "unlink", "unlinkat":
            guard let first = below(call.named(0)) else { return nil }
            path = first
        default:
            guard let first = below(call.paths.first) else { return nil }
            path = first
        }
        switch call.name {
        case "mkdir", "mkdirat": self = .makeDirectory(path)
        case "write": self = .append(path, call.written)
        case "pwrite64": self = .write(path, call.written, offset: call.lastNumber)
        case "ftruncate": self = .truncate(path, length: call.lastNumber)
        case "unlink", "unlinkat": self = .remove(path)
        case "fsync", "fdatasync": self = .sync(path)
        default:
            guard let to = below(call.named(1)) else { return nil }
            self = .rename(path, to: to)
        }
    }
}

/// The parts of a recorded call that succeeded.
private struct Arguments {
    var name: String
    /// The files that descriptors lead to, a returned one's last.
    var paths: [String] = []
    private var strings: [[UInt8]] = []
    /// What is neither of both: numbers and the names of flags.
    var flags = ""
    private var result: Int

    init?(_ call: Substring) {
        guard let bracket = call.utf8.firstIndex(of: UInt8(ascii: "(")) else { return nil }
        name = String(call[..<bracket])
        var bytes = call.utf8[bracket...].dropFirst()
        while let byte = bytes.first {
            switch byte {
            case UInt8(ascii: "<"):
                paths.append(String(decoding: Self.escaped(&bytes, to: ">"), as: UTF8.self))
            case UInt8(ascii: "\""): strings.append(Self.escaped(&bytes, to: "\""))
            default:
                flags.unicodeScalars.append(Unicode.Scalar(byte))
                bytes = bytes.dropFirst()
            }
        }
        guard let equals = flags.lastIndex(of: "="),
            let result = Int(flags[equals...].dropFirst().split(separator: " ").first ?? ""),
            result >= 0
        else { return nil }
        self.result = result
        flags = String(flags[..<equals])
    }

    /// The bytes of `\x2f\x61`, which stand between the first byte and `end`.
    private static func escaped(_ bytes: inout Substring.UTF8View, to end: Unicode.Scalar)
        -> [UInt8]
    {
        let end = UInt8(ascii: end)
        var found: [UInt8] = []
        var digits: UInt8 = 0
        var count = 0
        bytes = bytes.dropFirst()
        while let byte = bytes.popFirst(), byte != end {
            switch byte {
            case 48...57: digits = digits << 4 | (byte - 48)
            case 97...102: digits = digits << 4 | (byte - 87)
            default:
                count = 0
                continue
            }
            count += 1
            if count == 2 { found.append(digits) }
        }
        return found
    }

    /// The path that the name number `index` means.
    func named(_ index: Int) -> String? {
        guard index < strings.count else { return nil }
        let name = String(decoding: strings[index], as: UTF8.self)
        if name.hasPrefix("/") { return name }
        return index < paths.count ? "\(paths[index])/\(name)" : nil
    }

    /// The bytes that a write took.
    var written: [UInt8] { Array((strings.first ?? []).prefix(result)) }

    /// The last argument.
    var lastNumber: Int {
        let arguments = flags.split(separator: ")")[0].split(separator: ",")
        return Int(arguments.last?.drop { $0 == " " } ?? "") ?? 0
    }
}
