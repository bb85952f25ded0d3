// SPDX-License-Identifier: Apache-2.0

/// A header field to send (RFC 9110 section 5). Its value is never printed.
public struct HeaderField: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The name: a token.
    public let name: String
    /// The value, without control characters.
    public let value: String

    /// A header field, or why it cannot be sent. The reason never shows the value.
    init(name: String, value: String) throws(InvalidValue) {
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else {
            throw InvalidValue("\(quoted(name)) is no name of a header field")
        }
        guard !Self.ownFields.contains(name.lowercased()) else {
            throw InvalidValue("feedwatch sets `\(name)` itself")
        }
        let trimmed = Self.trimmed(value)
        // RFC 9110 section 5.5: anything else could begin another header field.
        guard trimmed.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") })
        else { throw InvalidValue("the value of `\(name)` has control characters") }
        guard trimmed.utf8.count <= 8192 else {
            throw InvalidValue("the value of `\(name)` is longer than 8192 bytes")
        }
        self.name = name
        self.value = trimmed
    }

    /// Reads a line `Name: value`.
    init(line: some StringProtocol) throws(InvalidValue) {
        guard let colon = line.firstIndex(of: ":") else {
            throw InvalidValue("a header line is `Name: value`")
        }
        try self.init(
            name: String(line[..<colon]), value: String(line[line.index(after: colon)...]))
    }

    /// Whether other people who read the value could use it.
    var isSecret: Bool { Self.isSecret(name: name) }

    /// Whether the value of something called `name` is usually a secret.
    static func isSecret(name: String) -> Bool {
        let name = name.lowercased()
        return ["auth", "cookie", "token", "key", "secret", "password"].contains {
            name.contains($0)
        }
    }

    /// `Name: …`
    public var description: String { "\(name): …" }
    /// The name only, so that `dump` shows no value.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }

    /// What a conditional request and its framing are made of.
    private static let ownFields: Set<String> = [
        "a-im", "accept-encoding", "connection", "content-length", "expect", "host",
        "if-modified-since", "if-none-match", "te", "transfer-encoding", "upgrade",
    ]

    /// `tchar` of RFC 9110 section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func trimmed(_ value: String) -> String {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let bytes = Array(value.utf8)
        let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
