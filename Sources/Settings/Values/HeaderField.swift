// SPDX-License-Identifier: Apache-2.0

/// A header field to send (RFC 9110 section 5). Its value is never printed.
public struct HeaderField: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The name: a token.
    public var name: String
    /// The value, without control characters.
    public var value: String

    /// `Name: …`
    public var description: String { "\(name): …" }
    /// The name only, so that `dump` shows no value.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
