// SPDX-License-Identifier: Apache-2.0

/// An element by what it is called.
struct Element {
    var name: ElementName
    var vocabulary: Vocabulary

    /// Whether it is one of RSS, Atom or CDF.
    var isCore: Bool { vocabulary == .core || vocabulary == .atom }
}
