// SPDX-License-Identifier: Apache-2.0

/// Cuts what one run writes to standard error into lines for the log, and into no more than an
/// operator would read.
struct HookOutput {
    /// A longer line is cut into several.
    static let lineBytesMax = 1000
    /// What follows these lines is counted only.
    static let linesMax = 40

    private var unfinished: [UInt8] = []
    private var lines = 0
    private var passedOver = 0

    /// Takes bytes, and gives the lines that they finish.
    mutating func take(_ bytes: [UInt8]) -> [String] {
        var finished: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard lines < Self.linesMax else {
                passedOver += rest.count
                break
            }
            let room = Self.lineBytesMax - unfinished.count
            let end = rest.prefix(room).firstIndex(of: UInt8(ascii: "\n"))
            unfinished +=
                rest[..<(end ?? rest.index(rest.startIndex, offsetBy: min(room, rest.count)))]
            rest = end.map { rest[($0 + 1)...] } ?? rest.dropFirst(room)
            if end != nil || unfinished.count == Self.lineBytesMax { finish(into: &finished) }
        }
        return finished
    }

    /// What is left at the end of the run.
    mutating func end() -> [String] {
        var finished: [String] = []
        finish(into: &finished)
        if passedOver > 0 { finished.append("… and \(passedOver) bytes more") }
        return finished
    }

    private mutating func finish(into finished: inout [String]) {
        // An empty line says nothing.
        guard !unfinished.isEmpty else { return }
        finished.append(String(decoding: unfinished, as: UTF8.self))
        unfinished = []
        lines += 1
    }
}
