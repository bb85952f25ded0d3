// SPDX-License-Identifier: Apache-2.0

/// What the soak's site answered.
struct SoakAccount {
    /// Requests so far.
    private(set) var requests = 0
    /// Faulty answers so far, but for what feeds of bad character always answer.
    var faults: [SoakFault: Int] = [:]
    /// Entries of the topic that stood in an answer without fault.
    private(set) var offered: Set<SoakEntry> = []
    private var requestsByFeed: [Int: Int] = [:]

    /// - Returns: Which of the feed's requests this is, counted from 1.
    mutating func note(request feed: Int) -> Int {
        requests += 1
        requestsByFeed[feed, default: 0] += 1
        return requestsByFeed[feed, default: 0]
    }

    mutating func offer(_ entries: [SoakEntry]) {
        for entry in entries where entry.matches { offered.insert(entry) }
    }
}
