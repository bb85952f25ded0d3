// SPDX-License-Identifier: Apache-2.0

/// Answers to look-ups, believed for a while.
struct AddressCache {
    private struct Entry {
        var answer: LookupAnswer
        var expiry: Int64
    }

    private var entries: [String: Entry] = [:]
    private let capacity: Int

    /// - Parameter capacity: The most names; each costs some 200 bytes.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The answer for `host`, when there is one that still counts at `now` (milliseconds).
    func answer(for host: String, at now: Int64) -> LookupAnswer? {
        guard let entry = entries[host], entry.expiry > now else { return nil }
        return entry.answer
    }

    /// Keeps an answer until `expiry`. When the cache is full, what has expired goes, and if
    /// nothing has, all: simpler than any order, and no feed list in sight is that long.
    mutating func store(_ answer: LookupAnswer, for host: String, until expiry: Int64, now: Int64) {
        if entries.count >= capacity, entries[host] == nil {
            entries = entries.filter { $0.value.expiry > now }
            if entries.count >= capacity { entries.removeAll() }
        }
        entries[host] = Entry(answer: answer, expiry: expiry)
    }
}
