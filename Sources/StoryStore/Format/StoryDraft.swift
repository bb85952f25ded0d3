// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import JSON

/// A story's line but for what is known only when it is stored: its identifier, the time and the
/// checksum. Made on the thread that has the entry, so that storing it costs hardly more than
/// copying the line.
public struct StoryDraft: Sendable, Equatable {
    /// The members of the line, as `writeMembers` writes them, with another identifier and time.
    private let members: [UInt8]
    /// Where the digits of the time stand in them.
    private let storedOffset: Int

    /// Where those of the identifier do: `"id":"` is the first member.
    private static let idOffset = 6

    /// The draft of `story`, whose `id` and `stored` do not matter.
    public init(_ story: Story) {
        let text = story.contentText.count + story.contentHTML.count + story.summary.count
        var json = JSONWriter(reservingCapacity: text + text / 8 + 1024)
        storedOffset = story.writeMembersFindingTime(in: &json)
        members = json.bytes
    }

    /// Appends the line of the story that has become of the draft.
    func writeLine(
        to json: inout JSONWriter, id: StoryID, stored: Span<UInt8>
    ) {
        let start = json.count
        json.beginObject()
        let first = json.count
        unsafe members.withUnsafeBufferPointer { unsafe json.members(encoded: $0) }
        let digits = id.digits
        json.overwrite(at: first + Self.idOffset, with: digits.span)
        json.overwrite(at: first + storedOffset, with: stored)
        LineChecksum.endLine(of: &json, startingAt: start)
    }
}
