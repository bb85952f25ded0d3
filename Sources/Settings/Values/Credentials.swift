// SPDX-License-Identifier: Apache-2.0

/// A user name and a password. Neither is ever printed.
public struct Credentials: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The user name, percent-decoded.
    public var user: String
    /// The password, percent-decoded; may be empty.
    public var password: String

    /// A user name and a password.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// `…`
    public var description: String { "…" }
    /// Nothing, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
