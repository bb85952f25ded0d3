// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import Glibc

/// The identifier at the beginning of every line, read without looking at the rest: how one line
/// is found among millions, and named when it is damaged.
enum LinePrefix {
    private static let keys: [SegmentKind: [UInt8]] = [
        .stories: Array(#"{"id":""#.utf8), .sightings: Array(#"{"story":""#.utf8),
        .revisions: Array(#"{"story":""#.utf8), .removed: Array(#"{"id":""#.utf8),
    ]

    /// What a line of `kind` about the story whose identifier begins with `id` begins with.
    static func bytes(of kind: SegmentKind, id: String) -> [UInt8] {
        (keys[kind] ?? []) + Array(id.utf8)
    }

    /// The identifier of the story that `line` is about; nil where it cannot be read.
    static func id(of line: UnsafeBufferPointer<UInt8>, kind: SegmentKind) -> StoryID? {
        let key = keys[kind] ?? []
        guard line.count >= key.count + 16, unsafe line.starts(with: key) else { return nil }
        let id = unsafe UnsafeBufferPointer(rebasing: line[key.count..<key.count + 16])
        return unsafe StoryID(String(decoding: id, as: UTF8.self))
    }
}
