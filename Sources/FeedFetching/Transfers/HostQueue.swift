// SPDX-License-Identifier: Apache-2.0

/// Who may start next: a line for each host, and turns among the hosts that have room, so that one
/// slow host holds up nobody else.
struct HostQueue<Element> {
    private struct Line {
        var active = 0
        var waiting = FIFO<Element>()

        /// Whether the host becomes one of those that have somebody to start.
        mutating func append(_ element: Element, limit: Int) -> Bool {
            waiting.append(element)
            return waiting.count == 1 && active < limit
        }

        /// Whether another may start at once.
        mutating func start(limit: Int) -> Bool {
            active += 1
            return active < limit && !waiting.isEmpty
        }
    }

    private var lines: [String: Line] = [:]
    /// Exactly the hosts that have somebody waiting and fewer than `limitPerHost` active.
    private var ready = FIFO<String>()
    private let limitPerHost: Int

    init(limitPerHost: Int) {
        self.limitPerHost = max(limitPerHost, 1)
    }

    /// Puts `element` at the end of its host's line.
    mutating func append(_ element: Element, host: String) {
        let becomesReady = lines[host, default: Line()].append(element, limit: limitPerHost)
        if becomesReady { ready.append(host) }
    }

    /// Whoever is next, who then counts as active until `finish`; nil when nobody may start.
    mutating func next() -> Element? {
        guard let host = ready.popFirst(), let element = lines[host]?.waiting.popFirst() else {
            return nil
        }
        let staysReady = lines[host, default: Line()].start(limit: limitPerHost)
        if staysReady { ready.append(host) }
        return element
    }

    /// Ends what `next` started for `host`.
    mutating func finish(host: String) {
        guard var line = lines[host] else { return }
        let wasFull = line.active >= limitPerHost
        line.active -= 1
        if line.active == 0 && line.waiting.isEmpty {
            lines[host] = nil
        } else {
            lines[host] = line
            if wasFull && line.active < limitPerHost && !line.waiting.isEmpty { ready.append(host) }
        }
    }

    /// The same queue under another limit; who is active stays so.
    func limited(to limit: Int) -> HostQueue {
        var copy = HostQueue(limitPerHost: limit)
        copy.lines = lines
        for (host, line) in lines where line.active < copy.limitPerHost && !line.waiting.isEmpty {
            copy.ready.append(host)
        }
        return copy
    }

    /// Takes out everybody who waits.
    mutating func drain() -> [Element] {
        ready = FIFO()
        var all: [Element] = []
        for host in lines.keys.sorted() {
            all += lines[host, default: Line()].waiting.drain()
            if lines[host]?.active == 0 { lines[host] = nil }
        }
        return all
    }
}
