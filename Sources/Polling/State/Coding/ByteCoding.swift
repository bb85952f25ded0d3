// SPDX-License-Identifier: Apache-2.0

/// Builds a blob of little-endian values.
struct ByteWriter: Sendable {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: some FixedWidthInteger) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func write(_ value: Float) { write(value.bitPattern) }
    mutating func write(_ value: Double) { write(value.bitPattern) }
    mutating func write(_ value: [UInt8]) { bytes += value }
}

/// Reads a blob of little-endian values; after its end everything is 0 and `isIntact` is false.
struct ByteReader: Sendable {
    private var rest: ArraySlice<UInt8>
    /// Whether everything read was there.
    private(set) var isIntact = true

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// Whether all has been read.
    var isAtEnd: Bool { rest.isEmpty }

    /// The bytes not read yet.
    var count: Int { rest.count }

    mutating func bytes(_ count: Int) -> [UInt8] {
        guard rest.count >= count else {
            isIntact = false
            return [UInt8](repeating: 0, count: count)
        }
        defer { rest.removeFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type = Value.self
    ) -> Value {
        bytes(Value.bitWidth / 8).reversed().reduce(0) { $0 << 8 | Value($1) }
    }

    mutating func float() -> Float { Float(bitPattern: integer()) }
    mutating func double() -> Double { Double(bitPattern: integer()) }
}
