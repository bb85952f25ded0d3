// SPDX-License-Identifier: Apache-2.0

extension Int {
    /// The number with what it counts: `1 feed`, `2 feeds`, `0 stories`.
    ///
    /// - Parameter plural: The singular with an `s` unless given.
    public func counted(_ singular: String, plural: String? = nil) -> String {
        "\(self) \(self == 1 ? singular : plural ?? singular + "s")"
    }
}
