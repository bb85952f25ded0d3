// SPDX-License-Identifier: Apache-2.0

/// One field of an event.
public struct LogField: Sendable, Equatable {
    /// What a field holds.
    public enum Value: Sendable, Equatable {
        case text(String)
        case integer(Int64)
        /// Several values of one field: joined by commas in text, an array in JSON, repeated in
        /// the journal, where `FEEDWATCH_TOPIC=a` then finds a story of topics a and b.
        case list([String])
    }

    /// Where a field stands in the text of an event.
    public enum Placement: Sendable {
        /// `key=value`, in its turn, in quotes where logfmt asks for them.
        case keyed
        /// `key="value"`, in its turn, always in quotes: text of the network's.
        case quoted
        /// The bare value, right behind the event's name.
        case subject
        /// The bare value at the end of the line: behind a colon, or `--` where fields precede it.
        case reason
        /// Not in the text: in JSON and the journal only.
        case hidden
    }

    /// The name in text and JSON.
    public var key: String
    /// The value as it came; it is cleaned and capped when it is written.
    public var value: Value
    /// Where the field stands in the text.
    public var placement: Placement
    /// The name in the journal: `[A-Z][A-Z0-9_]{0,63}` (systemd.journal-fields(7)).
    public var journalName: String

    /// A field.
    ///
    /// - Parameter journalName: By default `FEEDWATCH_` and the key in upper case.
    public init(
        _ key: String, _ value: Value, _ placement: Placement = .keyed, journalName: String? = nil
    ) {
        self.key = key
        self.value = value
        self.placement = placement
        self.journalName = journalName ?? "FEEDWATCH_\(key.uppercased())"
    }

    /// A field of text.
    public init(_ key: String, _ text: String, _ placement: Placement = .keyed) {
        self.init(key, .text(text), placement)
    }

    /// A field of a number.
    public init(_ key: String, _ number: some BinaryInteger, _ placement: Placement = .keyed) {
        self.init(key, .integer(Int64(clamping: number)), placement)
    }
}
