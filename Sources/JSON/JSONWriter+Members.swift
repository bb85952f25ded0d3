// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// A key and its value in one call.
extension JSONWriter {
    /// Writes a key and a string.
    public mutating func member(_ key: StaticString, _ text: UTF8Text) {
        self.key(key)
        value(text)
    }

    /// Writes a key and a string.
    public mutating func member(_ key: StaticString, _ string: String) {
        self.key(key)
        value(string)
    }

    /// Writes a key and the 16 characters of an identifier.
    public mutating func member(_ key: StaticString, _ id: StoryID) {
        self.key(key)
        value(id)
    }

    /// Writes the 16 characters of an identifier.
    public mutating func value(_ id: StoryID) {
        let digits = id.digits
        unsafe digits.span.withUnsafeBufferPointer { unsafe value(utf8: $0) }
    }

    /// Writes a key and a whole number.
    @inlinable
    public mutating func member(_ key: StaticString, _ number: some FixedWidthInteger & Sendable) {
        self.key(key)
        value(number)
    }

    /// Writes a key and a number.
    public mutating func member(_ key: StaticString, _ number: Double) {
        self.key(key)
        value(number)
    }

    /// Writes a key and a truth value.
    public mutating func member(_ key: StaticString, _ truth: Bool) {
        self.key(key)
        value(truth)
    }

    /// Writes a key and an instant in RFC 3339, UTC.
    ///
    /// - Parameter fraction: Whether to write the milliseconds when they are zero, too.
    public mutating func member(_ key: StaticString, _ instant: Instant, fraction: Bool = false) {
        self.key(key)
        value(instant, fraction: fraction)
    }

    /// Writes a key and a string; nothing at all when it is empty.
    public mutating func memberUnlessEmpty(_ key: StaticString, _ text: UTF8Text) {
        if !text.isEmpty { member(key, text) }
    }
}
