// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// The files that a configuration names.
enum FileReading {
    /// The most files that one glob may name.
    static let maxFiles = 10_000

    /// The document in the file at `path`; nil, and a problem, when it cannot be read.
    static func yaml(_ path: String, _ problems: ProblemList) -> YAMLDocument? {
        do throws(SystemError) {
            let bytes = try FileSystem.contents(of: path, limit: YAMLDocument.maxBytes)
            do throws(SettingsProblem) {
                return try YAMLDocument(bytes, file: path)
            } catch {
                problems.append([error])
            }
        } catch {
            problems.error(at: SourcePosition(file: path), reason(error))
        }
        return nil
    }

    /// The bytes of the file at `path`, named at `position`; nil, and a problem there, when it
    /// cannot be read.
    static func bytes(
        _ path: String, limit: Int, at position: SourcePosition, _ problems: ProblemList
    ) -> [UInt8]? {
        do {
            return try FileSystem.contents(of: path, limit: limit)
        } catch {
            problems.error(at: position, "\(quoted(path, limit: 1024)): \(reason(error))")
            return nil
        }
    }

    /// Why a file could not be read, in strerror's words or in ours where they say more.
    static func reason(_ error: SystemError) -> String {
        switch error.errno {
        // What `FileSystem.contents` says of a directory, a device or a pipe.
        case EINVAL: "this is no regular file"
        default: error.reason
        }
    }

    /// The path that `name` means in the file at `path`: relative ones count from its directory.
    static func resolve(_ name: String, in path: String) -> String {
        if name.hasPrefix("/") { return name }
        let directory = FileSystem.directory(of: path)
        switch directory {
        case ".": return name
        case "/": return "/\(name)"
        default: return "\(directory)/\(name)"
        }
    }

    /// Whether `name` is a glob.
    static func isGlob(_ name: String) -> Bool {
        name.utf8.contains { "*?[".utf8.contains($0) }
    }

    /// The files that the glob `pattern`, standing in the file at `path`, names, in order of their
    /// names. The corresponding C function is `glob`.
    static func files(matching pattern: String, in path: String) throws(InvalidValue) -> [String] {
        // What is special to glob in the directory's own name is meant as it stands.
        let escaped = resolve("", in: path).map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }
            .joined()
        let whole = pattern.hasPrefix("/") ? pattern : escaped + pattern
        var found = unsafe glob_t()
        defer { unsafe globfree(&found) }
        // A directory that is not there holds no file; one that cannot be read ends the search.
        let result = unsafe glob(
            whole, 0, { _, code in code == ENOENT || code == ENOTDIR ? 0 : 1 }, &found)
        switch result {
        case 0: break
        case GLOB_NOMATCH: return []
        case GLOB_ABORTED: throw InvalidValue("a directory of \(quoted(pattern)) cannot be read")
        default: throw InvalidValue("\(quoted(pattern)) names too much")
        }
        let count = unsafe Int(found.gl_pathc)
        guard count <= maxFiles else {
            throw InvalidValue("\(quoted(pattern)) names more than \(maxFiles) files")
        }
        return (0..<count).compactMap { index in
            unsafe found.gl_pathv[index].map { unsafe String(cString: $0) }
        }
    }
}
