// SPDX-License-Identifier: Apache-2.0

public import FeedModel
public import JSON

/// What one line of a segment holds: a `Story`, a `Sighting` or a `Revision`.
public protocol StoredRecord: Sendable {
    /// The segments that it stands in.
    static var kind: SegmentKind { get }

    /// When it was written, which names the segment's day.
    var recorded: Instant { get set }

    /// Reads a line, whose checksum is the caller's business.
    init(record: JSONValue) throws(RecordError)

    /// Appends the members of the line's object, all but the checksum, in the order of the
    /// format.
    func writeMembers(to json: inout JSONWriter)
}

extension StoredRecord {
    /// Appends the whole line with its checksum and line feed.
    ///
    /// - Parameter json: A compact writer that stands at the beginning of a line.
    public func writeLine(to json: inout JSONWriter) {
        let start = json.count
        json.beginObject()
        writeMembers(to: &json)
        LineChecksum.endLine(of: &json, startingAt: start)
    }
}

/// Why a line with a good checksum is no record all the same.
public struct RecordError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is missing or wrong, in a few words without bytes of the line.
    public var description: String

    /// An error.
    public init(_ description: String) {
        self.description = description
    }
}
