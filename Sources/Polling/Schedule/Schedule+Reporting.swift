// SPDX-License-Identifier: Apache-2.0

public import FeedModel

extension Schedule {
    /// Whether `takeUnsaved` has something to give.
    public var hasUnsaved: Bool {
        !unsavedPlaces.isEmpty || !departed.isEmpty || !forgotten.isEmpty || !unsavedHolds.isEmpty
            || !unsavedDays.isEmpty
    }

    /// When a feed will be asked next, as far as is known now.
    public func nextPoll(of feed: FeedSlot) -> Instant? {
        places[feed.index].state.nextPoll
    }

    /// How many feeds a person should look at.
    public var failingCount: Int {
        stateCounts.reduce(0) { $0 + ($1.key.needsAttention ? $1.value : 0) }
    }
}

extension PollResult {
    /// The result in the words of `status`: `new`, `unchanged`, `not-modified` or `failed:KIND`.
    public var word: String {
        switch outcome {
        case .notModified: PollResultWord.notModified.rawValue
        case .unchanged: PollResultWord.unchanged.rawValue
        case .document(let document) where document.isCutShort:
            PollResultWord.failed(.truncated).rawValue
        case .document(let document):
            document.comparison.verdicts.contains { $0 != .known }
                ? PollResultWord.new.rawValue : PollResultWord.unchanged.rawValue
        case .failed(let kind): PollResultWord.failed(kind).rawValue
        }
    }
}
