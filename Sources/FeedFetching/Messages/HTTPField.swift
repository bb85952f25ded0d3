// SPDX-License-Identifier: Apache-2.0

/// One field line of an HTTP message (RFC 9110 section 5): `Authorization: Bearer …`.
public struct HTTPField: Sendable, Hashable {
    /// The name, compared without regard to case.
    public var name: String
    /// The value, without surrounding white space.
    public var value: String

    /// A field line.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
