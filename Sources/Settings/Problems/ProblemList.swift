// SPDX-License-Identifier: Apache-2.0

/// The problems found while one configuration or topic file is read: reading goes on after each,
/// so that all are told at once. Used by the one thread that reads.
final class ProblemList {
    private var found: [SettingsProblem] = []

    /// Notes that the file cannot be used.
    func error(at position: SourcePosition, _ message: String) {
        found.append(SettingsProblem(.error, at: position, message))
    }

    /// Notes something that looks wrong.
    func warning(at position: SourcePosition, _ message: String) {
        found.append(SettingsProblem(.warning, at: position, message))
    }

    /// Notes what was found elsewhere.
    func append(_ problems: [SettingsProblem]) {
        found += problems
    }

    /// Whether an error is among them.
    var hasErrors: Bool { found.contains { $0.severity == .error } }

    /// All of them: file by file in the order in which the files were met, then by place.
    var inOrder: [SettingsProblem] { found.inFileOrder }
}

extension [SettingsProblem] {
    /// File by file in the order in which the files first come, then by place.
    public var inFileOrder: [SettingsProblem] {
        var files: [String: Int] = [:]
        for problem in self where files[problem.position.file] == nil {
            files[problem.position.file] = files.count
        }
        return sorted { a, b in
            (files[a.position.file] ?? 0, a.position) < (files[b.position.file] ?? 0, b.position)
        }
    }
}
