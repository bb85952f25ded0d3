// SPDX-License-Identifier: Apache-2.0

import FeedModel

extension Schedule {
    /// Takes over a new configuration. Polls under way finish; waits already set stay.
    ///
    /// - Parameter memory: What the state file has of feeds that are new to this schedule.
    public mutating func reconfigure(
        policy: PollingPolicy, feeds: [FeedSpecification], memory: PollMemory, at now: Moment
    ) {
        self.policy = policy
        var known: [String: Int] = [:]
        for index in places.indices where places[index].phase != .free {
            known[places[index].specification.key] = index
            places[index].isRemoved = true
        }
        places.reserveCapacity(feeds.count)
        var arrived: [Int] = []
        var named = Set<String>()
        for feed in feeds where named.insert(feed.key).inserted {
            if let index = known[feed.key] {
                if !places[index].specification.isEnabled, feed.isEnabled { arrived.append(index) }
                places[index].isRemoved = false
                places[index].specification = feed
            } else {
                arrived.append(add(feed, memory.feeds[feed.key]))
            }
        }
        for index in places.indices where places[index].phase != .free {
            if places[index].isRemoved {
                if places[index].phase == .idle { free(index, at: now.wall) }
            } else {
                noteWhetherAsked(index, at: now.wall)
            }
        }
        let alone = regroup()
        begin(arrived + alone, at: now)
        for host in hosts.hosts.indices {
            hosts.list(Int32(host), limit: policy.maxConnectionsPerHost)
        }
    }

    private mutating func add(_ feed: FeedSpecification, _ memory: FeedState?) -> Int {
        var place = FeedPlace(specification: feed, state: memory ?? FeedState())
        place.host = hosts.index(of: AskedURL(place.url).host)
        guard let index = freePlaces.popLast() else {
            places.append(place)
            return places.count - 1
        }
        // Wakes of the place's former feed are still in the heap.
        place.generation = places[index].generation &+ 1
        places[index] = place
        return index
    }

    /// Gives up a place; what is remembered goes to the state file.
    mutating func free(_ index: Int, at now: Instant) {
        if places[index].share > 0 {
            sharers -= 1
            pollRate -= places[index].share
        }
        let generation = places[index].generation &+ 1
        places[index].state.leftAt = now
        departed.append(record(of: index))
        places[index] = FeedPlace(specification: FeedSpecification(key: ""), state: FeedState())
        (places[index].phase, places[index].generation) = (.free, generation)
        freePlaces.append(index)
    }

    /// A feed that is switched off is shown as little as one that has left.
    private mutating func noteWhetherAsked(_ index: Int, at now: Instant) {
        let isAsked = places[index].specification.isEnabled
        guard isAsked != (places[index].state.leftAt == nil) else { return }
        places[index].state.leftAt = isAsked ? nil : now
        markUnsaved(index)
    }

    /// How long feeds that have left the configuration are remembered: three months, in which
    /// people find out that they removed the wrong one.
    private static let farewell = Duration.seconds(90 * 86_400)

    /// Marks what is remembered of feeds that the configuration does not name (any more), and
    /// forgets it in time.
    mutating func retire(_ memory: PollMemory, at now: Instant) {
        let configured = Set(places.map(\.specification.key))
        for (key, state) in memory.feeds where !configured.contains(key) {
            guard let leftAt = state.leftAt else {
                var state = state
                state.leftAt = now
                departed.append(
                    FeedRecord(
                        key: key, name: "", host: AskedURL(key).host, state: state,
                        hasNewDocument: false))
                continue
            }
            if now - leftAt > Self.farewell { forgotten.append(key) }
        }
    }

    // MARK: The first deadlines

    /// Sets the deadlines of feeds that have none: remembered ones when they are due, overdue and
    /// new ones spread evenly over a short time.
    mutating func begin(_ indices: [Int], at now: Moment) {
        var overdue: [Int] = []
        for index in indices where places[index].isAsked && places[index].phase == .idle {
            if mode == .once {
                if isHeld(index, at: now) {
                    held += 1
                } else {
                    outstanding += 1
                    places[index].isOutstanding = true
                    setDeadline(index, now.monotonic)
                }
            } else if let rest = remainingWait(index, at: now.wall), rest > 0 {
                setDeadline(index, now.monotonic + rest)
            } else {
                overdue.append(index)
            }
        }
        // In any order but that of the configuration, which has the feeds of one host together.
        overdue.shuffle(using: &random)
        let count = Int64(overdue.count)
        var offsets = overdue.enumerated().map { (number, index) in
            (offset: startWindow(of: index) * Int64(number) / count, index: index)
        }
        offsets.sort { ($0.offset, $0.index) < ($1.offset, $1.index) }
        let step = Int64(1000 / max(policy.startsPerSecond, 1))
        var earliest = now.monotonic
        for (offset, index) in offsets {
            let time = max(earliest, now.monotonic + offset)
            setDeadline(index, time)
            announce(index, first: time, at: now)
            earliest = time + step
        }
    }

    /// Lets `status` show a feed that has never been asked.
    private mutating func announce(_ index: Int, first time: Int64, at now: Moment) {
        guard places[index].state.lastPoll == nil else { return }
        places[index].state.nextPoll = now.wallTime(of: time)
        places[index].state.interval = interval(of: index, at: now.wall).milliseconds
        markUnsaved(index)
    }

    /// Within what time of the start an overdue feed is asked: its interval, at most 20 s.
    private func startWindow(of index: Int) -> Int64 {
        let interval = places[index].specification.interval ?? policy.interval
        return min(max(interval, policy.minInterval).wholeMilliseconds, 20_000)
    }

    /// What is left of the wait that was set before the restart; nil for a feed never asked. If
    /// the wall clock has been set back since, no more than the whole of it.
    private func remainingWait(_ index: Int, at now: Instant) -> Int64? {
        guard let next = places[index].state.nextPoll, let last = places[index].state.lastPoll
        else { return nil }
        return min(next.milliseconds - now.milliseconds, next.milliseconds - last.milliseconds)
    }

    // MARK: Holds

    mutating func restore(_ hold: HostHold, at now: Moment) {
        let rest = min(hold.until.milliseconds - now.wall.milliseconds, RetryAfter.longest)
        let index = hosts.index(of: hold.host)
        hosts.hold(
            index, until: now.monotonic + max(rest, 0), refusals: hold.refusals,
            limit: policy.maxConnectionsPerHost)
    }

    private func isHeld(_ index: Int, at now: Moment) -> Bool {
        if places[index].state.isGone { return true }
        if let until = places[index].state.heldUntil, until > now.wall { return true }
        return hosts.hosts[Int(places[index].host)].heldUntil > now.monotonic
    }

    /// In once mode: nobody waits for a host that asked for a pause.
    mutating func dropHeld(_ host: Int32) {
        for index in places.indices where places[index].isOutstanding && places[index].host == host
        {
            settle(index)
            held += 1
            places[index].phase = .idle
            places[index].generation &+= 1
        }
    }
}
