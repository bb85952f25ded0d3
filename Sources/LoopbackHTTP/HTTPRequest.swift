// SPDX-License-Identifier: Apache-2.0

/// A request as it arrived.
public struct HTTPRequest: Sendable {
    /// The method, `GET` for example.
    public var method: String
    /// The target as it stood in the request line.
    public var target: String
    /// The field lines in their order.
    public var headers: [HTTPHeader]
    /// Which of the server's connections it came by, counted from 1.
    public var connection: Int
    /// When its header was complete, by `SystemClock.monotonicMilliseconds`.
    public var monotonicMilliseconds: Int64

    /// The value of the first field with this name, whatever its case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The target without its query.
    public var path: String { String(target.prefix { $0 != "?" }) }

    /// Reads the lines before the empty one; nil for what is no request.
    ///
    /// Bytes are taken for ISO 8859-1, one character each, as RFC 9112 section 2.2 advises.
    init?(head: [UInt8], connection: Int, monotonicMilliseconds: Int64) {
        let lines = head.split(separator: 10).map { line in
            String(String.UnicodeScalarView(line.filter { $0 != 13 }.map { Unicode.Scalar($0) }))
        }
        guard let words = lines.first?.split(separator: " "), words.count == 3 else { return nil }
        method = String(words[0])
        target = String(words[1])
        headers = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            return HTTPHeader(String(line[..<colon]), String(value))
        }
        self.connection = connection
        self.monotonicMilliseconds = monotonicMilliseconds
    }
}

/// One field line.
public struct HTTPHeader: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// A field line.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
