// SPDX-License-Identifier: Apache-2.0

import FeedModel
import StoryStore

/// Follows a store until nobody reads the output any more.
struct StoryFollowing: ~Copyable {
    private let scan: StoryScan
    private var follower: StoryFollower

    /// The kernel wakes us; but it knows nothing of what other machines write to a shared file
    /// system, and may have no watch left to give.
    private static let patienceMilliseconds: Int32 = 10_000
    /// How many bytes of stories are passed on before `afterEach` is called.
    private static let stretch = 1 << 20

    init(_ scan: StoryScan, from position: StoryPosition) {
        self.scan = scan
        follower = StoryFollower(scan.reader, from: position)
    }

    /// Calls `body` with each story's line, and `afterEach` after every stretch of them with the
    /// position behind the last.
    mutating func run(
        _ body: (UnsafeBufferPointer<UInt8>, StoryPosition) throws -> Void,
        afterEach: (StoryPosition) throws -> Void
    ) throws {
        while true {
            var failure: (any Error)?
            var bytes = 0
            try unsafe follower.read(damage: scan.tell) { line, _, position in
                do {
                    unsafe try body(line, position)
                    bytes += line.count
                    if bytes >= Self.stretch {
                        try afterEach(position)
                        bytes = 0
                    }
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
            if let failure { throw failure }
            if bytes > 0 { try afterEach(follower.position) }
            if scan.context.output.isClosed { return }
            _ = try follower.wait(
                timeoutMilliseconds: Self.patienceMilliseconds,
                orUntilClosed: scan.context.output.descriptorNumber)
        }
    }
}
