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
    private let all: [UInt8]
    private var position = 0
    /// Whether everything read was there.
    private(set) var isIntact = true

    init(_ bytes: [UInt8]) { all = bytes }

    /// Whether all has been read.
    var isAtEnd: Bool { count == 0 }

    /// The bytes not read yet.
    var count: Int { all.count - position }

    mutating func bytes(_ count: Int) -> [UInt8] {
        guard let start = advance(count) else { return [UInt8](repeating: 0, count: count) }
        return Array(all[start..<start + count])
    }

    /// Reads `count` integers in one go.
    mutating func integers<Value: FixedWidthInteger & UnsignedInteger>(
        _ count: Int, _ type: Value.Type = Value.self
    ) -> [Value] {
        let size = MemoryLayout<Value>.size
        guard let start = advance(count * size) else {
            return [Value](repeating: 0, count: count)
        }
        return unsafe all.withUnsafeBytes { bytes in
            unsafe [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
                for index in 0..<count {
                    // Within `all`: `advance` has seen to it.
                    let value = unsafe bytes.loadUnaligned(
                        fromByteOffset: start + index * size, as: Value.self)
                    unsafe buffer.initializeElement(at: index, to: Value(littleEndian: value))
                }
                initialized = count
            }
        }
    }

    mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type = Value.self
    ) -> Value {
        guard let start = advance(MemoryLayout<Value>.size) else { return 0 }
        // Within `all`: `advance` has seen to it.
        return unsafe all.withUnsafeBytes {
            unsafe Value(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: Value.self))
        }
    }

    /// Where the next `count` bytes begin; nil when there are not so many.
    private mutating func advance(_ count: Int) -> Int? {
        guard count <= self.count else {
            (position, isIntact) = (all.count, false)
            return nil
        }
        defer { position += count }
        return position
    }

    mutating func float() -> Float { Float(bitPattern: integer()) }
    mutating func double() -> Double { Double(bitPattern: integer()) }
}
