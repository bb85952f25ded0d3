// SPDX-License-Identifier: Apache-2.0

/// The names of the topics that feeds and hooks may speak of.
struct TopicReferences {
    /// The topics that were read.
    let names: [String]
    /// What topics may be called whose files could not be read: the error is there, not where
    /// they are spoken of.
    let broken: [String]
    /// Whether it is known which files there are.
    let isComplete: Bool

    /// Why `name` is no topic; nil when it is one, or may be.
    func problem(with name: String) -> String? {
        if !isComplete || names.contains(name) || broken.contains(name) { return nil }
        let all = names.isEmpty ? "" : "; there are: \(names.prefix(20).joined(separator: ", "))"
        return "no topic is called \(quoted(name))" + hint(for: name, among: names, otherwise: all)
    }
}
