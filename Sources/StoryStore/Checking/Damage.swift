// SPDX-License-Identifier: Apache-2.0

/// A place in the store that is not what was written.
public struct Damage: Sendable, Equatable, CustomStringConvertible {
    /// The file, below the store's directory.
    public var file: String
    /// The line, from 1; 0 where the whole file is meant.
    public var line: Int
    /// The first byte of the line, from 0, in the uncompressed text.
    public var byte: Int64
    /// What is wrong, in a few words without bytes of the file.
    public var what: String

    /// A damage.
    public init(file: String, line: Int, byte: Int64, what: String) {
        self.file = file
        self.line = line
        self.byte = byte
        self.what = what
    }

    /// A file that cannot be read at all.
    public init(file: String, _ error: StoreError) {
        self.init(file: file, line: 0, byte: 0, what: error.what)
    }

    /// `FILE.jsonl:LINE: byte N: what`.
    public var description: String {
        line == 0 ? "\(file): \(what)" : "\(file):\(line): byte \(byte): \(what)"
    }
}
