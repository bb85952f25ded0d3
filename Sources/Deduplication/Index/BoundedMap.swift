// SPDX-License-Identifier: Apache-2.0

/// A dictionary that holds so many keys at most: of more, the one that was set longest ago is
/// forgotten.
///
/// What it holds depends on the sequence of `set` alone, so that the same records read again after
/// a restart leave the same.
struct BoundedMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var entries: [Key: Entry] = [:]
    /// The keys in the order of `set`, in a ring once it is full.
    private var order: [Key] = []
    /// How often `set` was called.
    private var turns: UInt64 = 0
    /// How many keys there are at most.
    let capacity: Int

    /// A value and when it was set.
    fileprivate struct Entry: Sendable {
        var value: Value
        let turn: UInt64
    }

    /// What `set` did, to be taken back.
    struct Change: Sendable {
        fileprivate let key: Key
        fileprivate let before: Entry?
        /// The key that stood in the ring where `key` stands now.
        fileprivate let replaced: Key?
        fileprivate let forgotten: Entry?
        /// The key that was forgotten for this one, and its value.
        var evicted: (key: Key, value: Value)? {
            guard let replaced, let forgotten else { return nil }
            return (replaced, forgotten.value)
        }
    }

    /// An empty map of at most `capacity` keys, of which there is at least one.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// How many keys there are.
    var count: Int { entries.count }

    /// The value of `key`.
    subscript(key: Key) -> Value? { entries[key]?.value }

    /// Sets the value of `key`, which becomes the latest.
    @discardableResult mutating func set(_ key: Key, _ value: Value) -> Change {
        let slot = Int(turns % UInt64(capacity))
        var replaced: Key?
        var forgotten: Entry?
        if slot < order.count {
            let oldest = order[slot]
            replaced = oldest
            // A key that was set again since stands elsewhere, too.
            if let entry = entries[oldest], entry.turn + UInt64(capacity) == turns {
                forgotten = entry
                entries[oldest] = nil
            }
            order[slot] = key
        } else {
            order.append(key)
        }
        let before = entries.updateValue(Entry(value: value, turn: turns), forKey: key)
        turns += 1
        return Change(key: key, before: before, replaced: replaced, forgotten: forgotten)
    }

    /// Takes back the latest `set` that was not taken back yet.
    mutating func undo(_ change: Change) {
        turns -= 1
        entries[change.key] = change.before
        if let replaced = change.replaced {
            order[Int(turns % UInt64(capacity))] = replaced
            if let forgotten = change.forgotten { entries[replaced] = forgotten }
        } else {
            order.removeLast()
        }
    }
}
