// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// Writes JSON (RFC 8259) into bytes: keys in the order of the calls, nothing between tokens
/// unless indented.
///
/// The caller keeps the grammar: a key before each value inside an object, as many ends as
/// beginnings. Speed comes from there being nothing else: no tree, one growing buffer, which has
/// one owner.
///
///     var json = JSONWriter()
///     json.beginObject()
///     json.member("title", story.title)
///     json.key("tags"); json.beginArray(); story.tags.forEach { json.value($0) }; json.endArray()
///     json.endObject()
public struct JSONWriter: ~Copyable, Sendable {
    /// How tokens are set apart.
    public enum Layout: Sendable {
        /// One line without white space.
        case compact
        /// Two spaces a level, for people.
        case indented
    }

    private var buffer: ByteBuffer
    private let layout: Layout
    private var depth = 0
    /// Whether a value stands before this place on the same level.
    private var follows = false

    /// A writer with nothing written.
    public init(layout: Layout = .compact, reservingCapacity capacity: Int = 0) {
        self.layout = layout
        buffer = ByteBuffer(capacity: capacity)
    }

    /// How many bytes have been written.
    public var count: Int { buffer.count }

    /// What has been written, copied.
    public var bytes: [UInt8] { unsafe Array(buffer.bytes) }

    /// Calls `body` with what has been written in place; the pointer is valid for the call only.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(buffer.bytes)
    }

    /// Forgets what was written but keeps the memory.
    public mutating func removeAll() {
        buffer.removeAll()
        depth = 0
        follows = false
    }

    /// Forgets the bytes written so far, which the caller has put somewhere, but not the place in
    /// the document: what is written next goes on where they ended.
    public mutating func removeBytes() { buffer.removeAll() }

    /// Appends bytes as they are, such as a line feed between documents. The writer does not look
    /// at them: what is written next begins a new document when none is open.
    public mutating func appendRaw(_ raw: some Collection<UInt8>) {
        buffer.append(contentsOf: raw)
        if depth == 0 { follows = false }
    }

    /// Ends a line: between documents, one a line.
    public mutating func endLine() {
        buffer.append(UInt8(ascii: "\n"))
        if depth == 0 { follows = false }
    }

    /// Appends a value that is JSON already, such as a stored line.
    public mutating func value(encoded: some Collection<UInt8>) {
        separate()
        buffer.append(contentsOf: encoded)
    }

    /// Appends members of an object, as another writer wrote them.
    public mutating func members(encoded: UnsafeBufferPointer<UInt8>) {
        guard let first = encoded.baseAddress else { return }
        separate()
        unsafe buffer.append(first, count: encoded.count)
    }

    /// Puts other bytes in the place of as many that were written.
    ///
    /// - Precondition: that many were written from `offset` on.
    public mutating func overwrite(at offset: Int, with bytes: Span<UInt8>) {
        buffer.overwrite(at: offset, with: bytes)
    }

    // MARK: Structure

    /// Writes `{`.
    public mutating func beginObject() { begin(UInt8(ascii: "{")) }

    /// Writes `}`.
    public mutating func endObject() { end(UInt8(ascii: "}")) }

    /// Writes `[`.
    public mutating func beginArray() { begin(UInt8(ascii: "[")) }

    /// Writes `]`.
    public mutating func endArray() { end(UInt8(ascii: "]")) }

    /// Writes a key, which must need no escapes; its value comes next.
    public mutating func key(_ key: StaticString) {
        if layout == .indented { separate() }
        let needsComma = layout == .compact && follows
        let count = key.utf8CodeUnitCount
        var output = unsafe buffer.room(for: count + 4)
        if needsComma {
            unsafe output.pointee = UInt8(ascii: ",")
            unsafe output += 1
        }
        unsafe output.pointee = UInt8(ascii: "\"")
        unsafe (output + 1).update(from: key.utf8Start, count: count)
        unsafe output[count + 1] = UInt8(ascii: "\"")
        unsafe output[count + 2] = UInt8(ascii: ":")
        unsafe buffer.commit(upTo: output + count + 3)
        if layout == .indented { buffer.append(UInt8(ascii: " ")) }
        afterKey = true
    }

    /// Writes a key that is known only when running; its value comes next. (Under the name of the
    /// other, it would be taken for every literal.)
    public mutating func key(named key: String) {
        separate()
        appendQuoted(key)
        buffer.append(UInt8(ascii: ":"))
        if layout == .indented { buffer.append(UInt8(ascii: " ")) }
        afterKey = true
    }

    // MARK: Values

    /// Writes a string.
    public mutating func value(_ text: UTF8Text) {
        separate()
        unsafe text.withUnsafeBytes { unsafe appendQuoted($0) }
    }

    /// Writes a string.
    public mutating func value(_ string: String) {
        separate()
        appendQuoted(string)
    }

    /// Writes a string given as UTF-8, which the caller knows to be valid.
    public mutating func value(utf8: UnsafeBufferPointer<UInt8>) {
        separate()
        unsafe appendQuoted(utf8)
    }

    /// Writes a whole number.
    @inlinable
    public mutating func value(_ number: some FixedWidthInteger & Sendable) {
        value(magnitude: UInt64(clamping: number.magnitude), isNegative: number < 0)
    }

    /// Writes a whole number by its sign and digits.
    @usableFromInline mutating func value(magnitude: UInt64, isNegative: Bool) {
        separate()
        var digits = 1
        var limit = magnitude
        while limit >= 10 {
            digits += 1
            limit /= 10
        }
        let output = unsafe buffer.room(for: digits + 1)
        let sign = isNegative ? 1 : 0
        if isNegative { unsafe output.pointee = UInt8(ascii: "-") }
        var rest = magnitude
        for place in stride(from: sign + digits - 1, through: sign, by: -1) {
            unsafe output[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        buffer.commit(sign + digits)
    }

    /// Writes a number in the fewest digits that read back the same, a whole one without a
    /// fraction; `null` for what JSON cannot say (infinities, NaN).
    public mutating func value(_ number: Double) {
        if let whole = Int32(exactly: number), whole != 0 || number.sign == .plus {
            return value(whole)
        }
        separate()
        if number.isFinite {
            let digits = Array(number.description.utf8)
            let isWhole = digits.suffix(2).elementsEqual(".0".utf8)
            buffer.append(contentsOf: isWhole ? digits.dropLast(2) : digits[...])
        } else {
            buffer.append(contentsOf: "null".utf8)
        }
    }

    /// Writes an instant in RFC 3339, UTC.
    ///
    /// - Parameter fraction: Whether to write the milliseconds when they are zero, too.
    public mutating func value(_ instant: Instant, fraction: Bool = false) {
        separate()
        // 24 characters at most, between quotation marks.
        let room = unsafe UnsafeMutableBufferPointer(start: buffer.room(for: 26), count: 26)
        var output = unsafe OutputSpan(buffer: room, initializedCount: 0)
        output.append(UInt8(ascii: "\""))
        instant.appendRFC3339(to: &output, fraction: fraction)
        output.append(UInt8(ascii: "\""))
        buffer.commit(unsafe output.finalize(for: room))
    }

    /// Writes `true` or `false`.
    public mutating func value(_ truth: Bool) {
        separate()
        buffer.append(contentsOf: (truth ? "true" : "false").utf8)
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        buffer.append(contentsOf: "null".utf8)
    }

    // MARK: - Tokens

    private mutating func begin(_ bracket: UInt8) {
        separate()
        buffer.append(bracket)
        depth += 1
        follows = false
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        if layout == .indented && follows { breakLine() }
        buffer.append(bracket)
        follows = true
    }

    /// What parts a token from the one before it: nothing after a key or a bracket.
    private mutating func separate() {
        if afterKey {
            afterKey = false
            follows = true
            return
        }
        if follows { buffer.append(UInt8(ascii: ",")) }
        if layout == .indented && depth > 0 { breakLine() }
        follows = true
    }

    /// Whether a key stands before this place.
    private var afterKey = false

    private mutating func breakLine() {
        buffer.append(UInt8(ascii: "\n"))
        for _ in 0..<2 * depth { buffer.append(UInt8(ascii: " ")) }
    }

    // MARK: Strings

    private mutating func appendQuoted(_ string: String) {
        var string = string
        string.withUTF8 { unsafe appendQuoted($0) }
    }

    private mutating func appendQuoted(_ utf8: UnsafeBufferPointer<UInt8>) {
        unsafe StringEscaping.appendQuoted(utf8, to: &buffer)
    }
}
