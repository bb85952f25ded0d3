// SPDX-License-Identifier: Apache-2.0

/// Something that is wrong, or looks wrong, in a file that people edit.
public struct SettingsProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the problem means for the file.
    public enum Severity: Sendable, Hashable {
        /// The file cannot be used.
        case error
        /// The file can be used; `--check` says so all the same.
        case warning
    }

    /// What it means for the file.
    public var severity: Severity
    /// Where it stands.
    public var position: SourcePosition
    /// What is wrong and what would be right, in one line without control characters.
    public var message: String

    /// A problem.
    public init(_ severity: Severity, at position: SourcePosition, _ message: String) {
        self.severity = severity
        self.position = position
        self.message = message
    }

    /// `file:line:column: message`, and for a warning `file:line:column: warning: message`.
    public var description: String {
        switch severity {
        case .error: "\(position): \(message)"
        case .warning: "\(position): warning: \(message)"
        }
    }
}
