// SPDX-License-Identifier: Apache-2.0

/// Something that happened: a kind, and the fields that say what exactly, in the order in which
/// they are written. The constructors in `Events/` are the whole vocabulary.
public struct LogEvent: Sendable, Equatable {
    /// What kind of thing happened: name, level and message id.
    public var kind: EventKind
    /// What exactly, in fixed order.
    public var fields: [LogField]

    /// An event.
    public init(_ kind: EventKind, _ fields: [LogField] = []) {
        self.kind = kind
        self.fields = fields
    }
}
