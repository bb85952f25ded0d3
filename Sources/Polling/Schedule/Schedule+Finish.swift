// SPDX-License-Identifier: Apache-2.0

import FeedModel

extension Schedule {
    /// Takes the end of a poll: once everything it brought is durable.
    ///
    /// - Returns: What the log should say.
    public mutating func finished(
        _ feed: FeedSlot, _ result: PollResult, at now: Moment
    ) -> [PollNotice] {
        let index = feed.index
        precondition(places[index].phase == .inFlight, "finished without a start")
        steer(at: now)
        places[index].phase = .idle
        inFlight -= 1
        let host = places[index].host
        let delay = policy.hostDelay.wholeMilliseconds
        hosts.finished(host, sentAt: result.response?.sentAt, at: now.monotonic, delay: delay)
        var events: [PollNotice.Event] = []
        if case .failed(let kind) = result.outcome, kind.isOurs {
            let wait = interval(of: index, at: now.wall).milliseconds
            if mode == .continuous { setDeadline(index, now.monotonic + wait) }
        } else {
            events = take(index, result, at: now)
        }
        hosts.list(host, limit: policy.maxConnectionsPerHost)
        let key = places[index].specification.key
        if places[index].isRemoved { free(index, at: now.wall) }
        return events.map { PollNotice(key: key, event: $0) }
    }

    private mutating func take(
        _ index: Int, _ result: PollResult, at now: Moment
    ) -> [PollNotice.Event] {
        let adopted = places[index].state.move.adopted
        var events = places[index].state.take(
            result, of: places[index].specification, at: now.wall)
        if places[index].state.lastNews == now.wall { latestNews = now.wall }
        if result.books.seen > 0 { unsavedDays[now.wall.day, default: Books()] += result.books }
        events += plan(index, result, at: now)
        if places[index].state.move.adopted != adopted, !places[index].isRemoved {
            events += follow(index, at: now)
        }
        let freshness = places[index].state.freshness(
            at: now.wall, heldUntil: nil, othersPost: othersPost(at: now.wall))
        if freshness != places[index].state.freshness {
            if !events.contains(where: { $0.tells(freshness) }) {
                events.append(.state(from: places[index].state.freshness, to: freshness))
            }
            places[index].state.freshness = freshness
        }
        markUnsaved(index)
        if case .document = result.outcome { places[index].hasNewDocument = true }
        for follower in followers[index] ?? [] { mirror(index, in: follower) }
        return events
    }

    /// Decides when the feed is asked next.
    private mutating func plan(
        _ index: Int, _ result: PollResult, at now: Moment
    ) -> [PollNotice.Event] {
        var events: [PollNotice.Event] = []
        var (wait, share): (Int64, Double) = (0, 0)
        if case .failed = result.outcome {
            if places[index].state.interval == 0 {
                places[index].state.interval = interval(of: index, at: now.wall).milliseconds
            }
            let response = result.response
            let pause = response.flatMap { RetryAfter.pause(of: $0, now: now.wall) }
            if response?.status == 429 {
                let hold = refuse(index, pause: pause, by: response, at: now)
                events = hold.events
                wait = hold.wait
            } else if places[index].state.isGone {
                wait = waitWhenGone()
            } else {
                wait = waitAfterFailure(
                    index, failures: places[index].state.failures, at: now.wall)
                if let pause, pause > 0 {
                    let asked = jittered(pause: pause)
                    places[index].state.heldUntil = now.wall + .milliseconds(asked)
                    wait = max(wait, asked)
                }
            }
        } else {
            places[index].state.heldUntil = nil
            let next = waitAfterSuccess(index, at: now.wall)
            places[index].state.interval = next.interval
            wait = next.wait
            if next.isLearnt { share = 1 / Double(max(wait, 1)) }
        }
        if result.response?.status != 429 { relent(index, result.response, at: now) }
        setShare(index, share)
        places[index].state.nextPoll = now.wall + .milliseconds(wait)
        if mode == .continuous { setDeadline(index, now.monotonic + wait) }
        return events
    }

    /// A 429: the whole host rests.
    private mutating func refuse(
        _ index: Int, pause: Int64?, by response: PollResponse?, at now: Moment
    ) -> (wait: Int64, events: [PollNotice.Event]) {
        let host = answering(index, response).map { hosts.index(of: $0) } ?? places[index].host
        let refusals = min(hosts.hosts[Int(host)].refusals + 1, 40)
        let rest =
            pause.map { jittered(pause: $0) }
            ?? waitAfterFailure(index, failures: refusals, at: now.wall)
        let until = now.wall + .milliseconds(rest)
        hosts.hold(
            host, until: now.monotonic + rest, refusals: refusals,
            limit: policy.maxConnectionsPerHost)
        let name = hosts.hosts[Int(host)].name
        unsavedHolds[name] = HostHold(host: name, until: until, refusals: refusals)
        places[index].state.heldUntil = until
        if mode == .once { dropHeld(host) }
        let own = waitAfterFailure(index, failures: 0, at: now.wall)
        let isFirst = refusals == 1
        return (max(rest, own), isFirst ? [.held(host: name, milliseconds: rest)] : [])
    }

    /// The host that answered, that of the last hop; nil where it is the one that was asked.
    private func answering(_ index: Int, _ response: PollResponse?) -> String? {
        guard let url = response?.effectiveURL, url != places[index].url else { return nil }
        let host = AskedURL(url).host
        return host.isEmpty ? nil : host
    }

    /// An answer that is no 429, to a request that was made after the last pause.
    private mutating func relent(_ index: Int, _ response: PollResponse?, at now: Moment) {
        guard response != nil else { return }
        // Hosts that only ever answered for others are not made places for.
        let answering = answering(index, response)
        guard let host = answering.map({ hosts.known($0) }) ?? places[index].host,
            hosts.hosts[Int(host)].refusals > 0,
            hosts.hosts[Int(host)].heldUntil <= now.monotonic
        else { return }
        hosts.relent(host)
        let name = hosts.hosts[Int(host)].name
        unsavedHolds[name] = HostHold(host: name, until: Instant(milliseconds: 0), refusals: 0)
    }

    private mutating func setShare(_ index: Int, _ share: Double) {
        sharers += (share > 0 ? 1 : 0) - (places[index].share > 0 ? 1 : 0)
        pollRate += share - places[index].share
        places[index].share = share
        if sharers == 0 { pollRate = 0 }
    }

    private func othersPost(at now: Instant) -> Bool {
        latestNews.map { now - $0 < .seconds(86_400) } ?? false
    }
}
