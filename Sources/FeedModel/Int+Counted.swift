// SPDX-License-Identifier: Apache-2.0

extension Int {
    /// The number with what is counted: `1 feed`, `2 feeds`.
    ///
    /// - Parameter plural: Where an `s` is not all that it takes.
    public func counted(_ singular: String, _ plural: String? = nil) -> String {
        "\(self) \(self == 1 ? singular : plural ?? "\(singular)s")"
    }
}
