// SPDX-License-Identifier: Apache-2.0

/// Why a value cannot be used, in words that tell what would be right. Where it stands is known to
/// whoever reads it.
struct InvalidValue: Error {
    /// The words.
    let message: String

    /// A reason.
    init(_ message: String) {
        self.message = message
    }
}
