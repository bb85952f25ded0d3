// SPDX-License-Identifier: Apache-2.0

/// The program itself, as it names itself to servers and people.
public enum Feedwatch: Sendable {
    /// The version, by semantic versioning.
    public static let version = "0.1.0"
}
