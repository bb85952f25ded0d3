// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Dates as feeds write them: RFC 822 with every broken variant, RFC 3339, ISO 8601, asctime,
/// seconds since the epoch, and the words of the languages that publishers leave in them.
public enum FeedDate: Sendable {
    /// The longest text that is looked at; no date is longer.
    private static let longest = 128

    /// The date that `text` names; nil when it names none, or none that exists.
    ///
    /// What is missing is taken to be the least (the first of the month, midnight) and UTC, and
    /// told by `isGuessed`, as is a year of two digits (RFC 5322 section 4.3) and the order of
    /// `04/05/2006`, read as in the United States.
    public static func parse(_ text: UnsafeBufferPointer<UInt8>) -> EntryDate? {
        guard text.count <= longest else { return nil }
        if let date = unsafe QuickDate.parse(text) { return date }
        var reader = unsafe DateReader(tokens: DateTokens(text))
        return reader.read()
    }

    /// The date that `text` names; nil when it names none, or none that exists.
    public static func parse(_ text: String) -> EntryDate? {
        var text = text
        return text.withUTF8 { unsafe parse($0) }
    }
}
