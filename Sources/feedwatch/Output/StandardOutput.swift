// SPDX-License-Identifier: Apache-2.0

import JSON
import SystemCalls

/// Standard output, written in big pieces.
///
/// A closed pipe ends the program by SIGPIPE, as any other tool; every other error is thrown.
final class StandardOutput {
    private let descriptor: FileDescriptor
    private let isTerminal: Bool
    private var buffer: [UInt8] = []

    /// A quarter of a pipe's worth of lines at a time: as quick as larger pieces, and the reader
    /// at the other end starts sooner.
    private static let pieceSize = 1 << 16

    init(_ descriptor: consuming FileDescriptor, isTerminal: Bool) {
        self.isTerminal = isTerminal
        self.descriptor = descriptor
        buffer.reserveCapacity(2 * Self.pieceSize)
    }

    /// Puts out text as it is.
    func write(_ text: String) throws(SystemError) {
        buffer += text.utf8
        try flushIfLarge()
    }

    /// Puts out bytes as they are.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        try unsafe bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
            try unsafe write(bytes)
        }
    }

    /// Puts out JSON: on a terminal, what would tell it to do something is written as escapes.
    func writeJSON(_ json: [UInt8]) throws(SystemError) {
        try write(isTerminal ? TerminalJSON.escaped(json) : json)
    }

    /// Puts out what a writer of JSON has written so far, of which it keeps nothing.
    func writeJSON(_ json: inout JSONWriter) throws(SystemError) {
        if isTerminal {
            try write(TerminalJSON.escaped(json.bytes))
        } else {
            try unsafe json.withUnsafeBytes { bytes throws(SystemError) in
                try unsafe write(bytes)
            }
        }
        json.removeBytes()
    }

    /// Puts out bytes as they are; what is large goes to the system from where it is.
    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(SystemError) {
        if bytes.count >= Self.pieceSize {
            try flush()
            try unsafe descriptor.writeAll(bytes)
            return
        }
        unsafe buffer.append(contentsOf: bytes)
        try flushIfLarge()
    }

    /// Puts out text and ends the line.
    func writeLine(_ text: String = "") throws(SystemError) {
        buffer += text.utf8
        buffer.append(0x0A)
        try flushIfLarge()
    }

    /// Hands everything to the system.
    func flush() throws(SystemError) {
        guard !buffer.isEmpty else { return }
        defer { buffer.removeAll(keepingCapacity: true) }
        try descriptor.writeAll(buffer)
    }

    /// The number of the descriptor, for whoever waits for its end.
    var descriptorNumber: Int32 { descriptor.rawValue }

    /// Whether nobody will read any more, so that a command that waits need not go on.
    var isClosed: Bool { descriptor.isBroken }

    private func flushIfLarge() throws(SystemError) {
        if buffer.count >= Self.pieceSize { try flush() }
    }
}
