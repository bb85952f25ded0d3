// SPDX-License-Identifier: Apache-2.0

import FeedModel
import HeapModule

/// The hosts that feeds are asked at: who waits for which, and when each may be asked again.
///
/// Feeds that are due stand in line at their host, first come, first served, so that a slow or
/// held host keeps nobody waiting but its own feeds.
struct HostTable: Sendable {
    /// A host.
    struct Host: Sendable {
        /// The name, with the port where it is not the scheme's own; empty for files.
        let name: String
        /// Polls under way.
        var inFlight = 0
        /// When the next request may start, on the monotonic clock.
        var readyAt = Int64.min
        /// Until when it asked for a pause, on the monotonic clock.
        var heldUntil = Int64.min
        /// 429s in a row.
        var refusals = 0
        /// The line: feeds by place, -1 for none.
        var first: Int32 = -1
        var last: Int32 = -1
        var generation: UInt32 = 0
    }

    private(set) var hosts: [Host] = []
    private var indices: [String: Int32] = [:]
    /// For each feed by place, the one behind it in the line.
    private var following: [Int32] = []
    private var wakes = Heap<Wake>()

    /// The host's place, making one for a new name.
    mutating func index(of name: String) -> Int32 {
        if let index = indices[name] { return index }
        let index = Int32(hosts.count)
        hosts.append(Host(name: name))
        indices[name] = index
        return index
    }

    /// The host's place, if it has one.
    func known(_ name: String) -> Int32? { indices[name] }

    /// Puts a feed at the end of its host's line.
    mutating func enqueue(_ feed: Int32, at host: Int32, limit: Int) {
        while following.count <= Int(feed) { following.append(-1) }
        following[Int(feed)] = -1
        let last = hosts[Int(host)].last
        if last >= 0 {
            following[Int(last)] = feed
            hosts[Int(host)].last = feed
        } else {
            (hosts[Int(host)].first, hosts[Int(host)].last) = (feed, feed)
            list(host, limit: limit)
        }
    }

    /// Takes the first feed out of the line of the host that has been ready longest at `now`. The
    /// caller starts it, or drops it, and calls `list` for its host.
    mutating func dequeue(at now: Int64) -> (feed: Int32, host: Int32)? {
        while let wake = wakes.min, wake.time <= now {
            wakes.removeMin()
            guard wake.generation == hosts[Int(wake.index)].generation else { continue }
            let feed = hosts[Int(wake.index)].first
            guard feed >= 0 else { continue }
            let next = following[Int(feed)]
            hosts[Int(wake.index)].first = next
            if next < 0 { hosts[Int(wake.index)].last = -1 }
            return (feed, wake.index)
        }
        return nil
    }

    /// When a host with a line will be ready.
    mutating func nextWake() -> Int64? {
        while let wake = wakes.min {
            let host = hosts[Int(wake.index)]
            if wake.generation == host.generation, host.first >= 0 { return wake.time }
            wakes.removeMin()
        }
        return nil
    }

    /// Lets a host with a line be found by `dequeue` as soon as it is ready, if it has a
    /// connection to spare.
    mutating func list(_ index: Int32, limit: Int) {
        let host = hosts[Int(index)]
        guard host.first >= 0, host.name.isEmpty || host.inFlight < limit else { return }
        hosts[Int(index)].generation &+= 1
        wakes.insert(
            Wake(
                time: max(host.readyAt, host.heldUntil), index: index,
                generation: host.generation &+ 1))
    }

    /// A poll of the host starts.
    mutating func started(_ index: Int32, at now: Int64, delay: Int64) {
        hosts[Int(index)].inFlight += 1
        // Files are not asked over a network.
        if !hosts[Int(index)].name.isEmpty { hosts[Int(index)].readyAt = now + delay }
    }

    /// A poll of the host has ended. Its request was sent when the connection stood, which can be
    /// long after its start, and the delay is one between requests.
    mutating func finished(_ index: Int32, sentAt: Int64?, at now: Int64, delay: Int64) {
        hosts[Int(index)].inFlight -= 1
        guard let sentAt, !hosts[Int(index)].name.isEmpty else { return }
        hosts[Int(index)].readyAt = max(hosts[Int(index)].readyAt, min(sentAt, now) + delay)
    }

    /// The host asked for a pause: until `deadline`, and not shorter than one before.
    mutating func hold(_ index: Int32, until deadline: Int64, refusals: Int, limit: Int) {
        hosts[Int(index)].heldUntil = max(hosts[Int(index)].heldUntil, deadline)
        hosts[Int(index)].refusals = refusals
        list(index, limit: limit)
    }

    /// The host answered with something else than 429.
    mutating func relent(_ index: Int32) {
        hosts[Int(index)].refusals = 0
    }
}
