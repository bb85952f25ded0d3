// SPDX-License-Identifier: Apache-2.0

/// Where a decoder that works piece by piece puts its output, within a limit.
struct DecodingSink {
    private(set) var bytes: [UInt8] = []
    private let limit: Int
    private var piece = [UInt8](repeating: 0, count: 1 << 16)

    init(limit: Int) {
        self.limit = limit
    }

    /// Has `body` write into the space it is given, as much as it returns, and keeps that.
    ///
    /// - Returns: False when it was more than the limit allows; the sink then holds the limit.
    mutating func fill(_ body: (UnsafeMutableBufferPointer<UInt8>) -> Int) -> Bool {
        let count = unsafe piece.withUnsafeMutableBufferPointer { unsafe body($0) }
        let room = limit - bytes.count
        bytes += piece.prefix(min(count, room))
        return count <= room
    }
}
