// SPDX-License-Identifier: Apache-2.0

/// How a text is to be read.
enum TextForm: Sendable {
    /// As it is (Atom `type="text"`), unless it plainly is something else.
    case plain
    /// As it is, whatever it looks like (JSON Feed `content_text`).
    case verbatim
    /// As HTML.
    case html
    /// As HTML if it looks like it (RSS, which cannot say).
    case lenient
}
