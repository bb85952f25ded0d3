// SPDX-License-Identifier: Apache-2.0

import FeedModel

extension FeedState {
    /// What an answer makes of the feed, waits aside.
    ///
    /// - Returns: What the log should say.
    mutating func take(
        _ result: PollResult, of specification: FeedSpecification, at now: Instant
    ) -> [PollNotice.Event] {
        firstPoll = firstPoll ?? now
        let previousPoll = lastPoll
        lastPoll = now
        httpStatus = result.response?.status ?? 0
        variant = specification.variant
        if case .failed(let kind) = result.outcome {
            self.result = .failed(kind)
            return fail(kind)
        }
        if case .document(let document) = result.outcome, document.isCutShort {
            // What came counts; that the rest is missing is a failure all the same.
            _ = take(document, from: result.response, at: now)
            count(result.books)
            self.result = .failed(.truncated)
            return fail(.truncated)
        }
        lastSuccess = now
        var events = recover()
        switch result.outcome {
        case .failed: break
        case .notModified:
            self.result = .notModified
            validators.refresh(with: result.response?.validators ?? Validators())
            rhythm.learn(dates: [], undated: 0, at: now)
        case .unchanged:
            self.result = .unchanged
            replaceValidators(with: result.response, at: now)
            rhythm.learn(dates: [], undated: 0, at: now)
        case .document(let document):
            // A feed that always scrolls off between two polls is told of once.
            let isNews = haste == 1
            if take(document, from: result.response, at: now) {
                let isFixed = specification.interval != nil
                events.append(
                    isNews ? .gap(since: previousPoll, isIntervalFixed: isFixed) : .gapAgain)
            }
            count(result.books)
        }
        takeLifetime(of: result.response, isWhole: result.outcome.isWhole, at: now)
        let redirects = result.response?.redirects ?? []
        if move.ended(at: redirects, configured: specification.key) {
            events.append(move.adopted.map { .moved(to: $0) } ?? .movedBack)
        }
        return events
    }

    // MARK: Failures

    /// After so many failures in a row at an adopted address the configured one is asked again.
    private static let patience = 5

    private mutating func fail(_ kind: FailureKind) -> [PollNotice.Event] {
        move.missed()
        // A server that asks for patience is no failing feed.
        if httpStatus == 429, kind == .http { return [] }
        failures += 1
        if httpStatus == 410, kind == .http {
            defer { isGone = true }
            return isGone ? [] : [.gone]
        }
        var events: [PollNotice.Event] = []
        if failures == 1 {
            events.append(.failing(kind, httpStatus: httpStatus == 0 ? nil : httpStatus))
        }
        if move.adopted != nil, failures >= Self.patience {
            move.undo()
            events.append(.movedBack)
        }
        return events
    }

    private mutating func recover() -> [PollNotice.Event] {
        defer { (failures, isGone) = (0, false) }
        return failures > 0 ? [.recovered(afterFailures: failures)] : []
    }

    // MARK: Documents

    /// - Returns: Whether there is a gap.
    private mutating func take(
        _ document: PolledDocument, from response: PollResponse?, at now: Instant
    ) -> Bool {
        let comparison = document.comparison
        let isGap = isGap(document)
        if isGap { gaps += 1 }
        // A gap says that the wait was too long by an unknown factor; without one it is trusted
        // again bit by bit.
        haste = isGap ? max(haste / 2, 1.0 / 64) : min(haste * 1.05, 1)
        let isFirst = window.isEmpty
        let hasNews = comparison.verdicts.contains { $0 != .known }
        result = hasNews ? .new : .unchanged
        if isFirst || comparison.verdicts.contains(.new) { lastNews = now }
        rhythm.learn(dates: document.newDates, undated: document.undated, at: now)
        // An empty document where there were entries is a page that hides the feed: with its
        // validators the feed would stay hidden. (A delta without entries says that there are none.)
        let isHidden = comparison.verdicts.isEmpty && !isFirst && comparison.extent != .delta
        measure(comparison, isHidden: isHidden)
        window = comparison.next
        if comparison.extent != .truncated, !isHidden {
            replaceValidators(with: response, at: now)
            if comparison.extent == .whole {
                if bodyHash != document.bodyHash { lastChange = now }
                bodyHash = document.bodyHash
            }
        }
        if comparison.extent == .whole, !isHidden {
            wishes.take(document.hints)
            scrollMark = document.scrollMark
        }
        return isGap
    }

    /// Nothing in common with the last window, and every dated entry newer than what was known:
    /// a feed that shows its archive in turn is not one that scrolled on.
    private func isGap(_ document: PolledDocument) -> Bool {
        guard document.comparison.sharesNothing else { return false }
        guard let newest = rhythm.newest else { return true }
        return document.newDates.allSatisfy { $0 > newest }
    }

    private mutating func measure(_ comparison: WindowComparison, isHidden: Bool) {
        guard comparison.extent == .whole else { return }
        let size = Double(comparison.verdicts.count)
        isShrunk = isHidden || usualSize >= 4 && size < usualSize / 2
        // A new size is believed after some twenty documents.
        usualSize = size > usualSize ? size : usualSize + (size - usualSize) / 16
    }

    private mutating func count(_ books: Books) {
        self.books += books
        let new = Double(books.rejected + books.stories + books.sightings)
        guard new > 0 else { return }
        // A memory of some thousand entries.
        let kept = 1000 / (1000 + new)
        newEntries = newEntries * kept + new
        matches = matches * kept + Double(books.stories + books.sightings)
    }

    // MARK: Validators

    /// 304s for so long say more about the server than about the feed.
    private static let longestBelief = Duration.seconds(8 * 86_400)

    /// The validators to send at `now`: none where the answer is wanted whole.
    func validators(
        at now: Instant, variant: UInt64, topicsVersion: UInt64
    ) -> Validators {
        guard mayCompare(variant: variant, topicsVersion: topicsVersion), let validatedAt,
            now - validatedAt < Self.longestBelief
        else { return Validators() }
        return validators
    }

    /// Whether what the last answer said still tells what the next one means.
    func mayCompare(variant: UInt64, topicsVersion: UInt64) -> Bool {
        variant == self.variant && (topicsVersion == window.topicsVersion || window.isEmpty)
    }

    /// Both, or none where a whole answer came without them.
    private mutating func replaceValidators(with response: PollResponse?, at now: Instant) {
        validators = response?.validators ?? Validators()
        validatedAt = now
    }

    private mutating func takeLifetime(
        of response: PollResponse?, isWhole: Bool, at now: Instant
    ) {
        guard let response else { return }
        let lifetime = CacheLifetime.remaining(of: response, now: now)
        if isWhole || lifetime != nil { wishes.lifetime = lifetime ?? 0 }
    }
}

extension PollResult.Outcome {
    /// Whether the answer was no 304.
    fileprivate var isWhole: Bool {
        if case .notModified = self { false } else { true }
    }
}
