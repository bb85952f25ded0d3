// SPDX-License-Identifier: Apache-2.0

/// A node of a YAML document. Scalars are text only: the key that reads one gives it its type.
struct YAMLNode: Sendable {
    /// What the node is.
    enum Content: Sendable {
        case scalar(String, ScalarStyle)
        case sequence([YAMLNode])
        case mapping([Member])
    }

    /// How a scalar is written (YAML 1.2 chapters 7.3 and 8.1).
    enum ScalarStyle: Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    /// A key of a mapping, which is always a scalar, and its value.
    struct Member: Sendable {
        var key: String
        var keyNode: YAMLNode
        var value: YAMLNode
    }

    /// What the node is.
    var content: Content
    /// The code points of the source that it was written with.
    var range: Range<Int>

    /// Whether nothing was written: `key:` and the end of the line.
    var isAbsent: Bool {
        if case .scalar("", .plain) = content { true } else { false }
    }

    /// What the node is, for messages.
    var kind: String {
        switch content {
        case .scalar: isAbsent ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
