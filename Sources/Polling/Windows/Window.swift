// SPDX-License-Identifier: Apache-2.0

/// An entry as a window knows it.
public struct WindowEntry: Sendable, Hashable {
    /// A hash of the entry's identity.
    public var identity: UInt64
    /// A hash of the text and fields whose change makes a revision. A window keeps 32 bits of it.
    public var fingerprint: UInt64

    /// An entry.
    public init(identity: UInt64, fingerprint: UInt64) {
        self.identity = identity
        self.fingerprint = fingerprint
    }
}

/// What a feed showed last: the set by which an entry is new or known, never a date (feeds
/// backdate, correct and reorder).
///
/// Entries that left the window are remembered for a while, since servers behind one name do not
/// all show the same, and entries are taken down and put back. 12 bytes an entry: half of the
/// fingerprint is enough to overlook one change in four billion.
public struct Window: Sendable, Equatable {
    /// Identities: those shown in the order of the document, then those that left, latest first.
    private(set) var identities: [UInt64]
    /// Half a fingerprint for each identity.
    private(set) var fingerprints: [UInt32]
    /// How many of them the last document showed.
    private(set) var shownCount: Int
    /// The topics that the entries were matched against.
    public private(set) var topicsVersion: UInt64

    /// Nothing shown yet.
    public init() {
        self.init(identities: [], fingerprints: [], shownCount: 0, topicsVersion: 0)
    }

    init(identities: [UInt64], fingerprints: [UInt32], shownCount: Int, topicsVersion: UInt64) {
        self.identities = identities
        self.fingerprints = fingerprints
        self.shownCount = shownCount
        self.topicsVersion = topicsVersion
    }

    /// Whether no document has been seen.
    public var isEmpty: Bool { identities.isEmpty }

    /// Compares the entries of a document with this window. A pure function, for any thread.
    ///
    /// - Parameters:
    ///   - entries: In the order of the document.
    ///   - extent: How much of the feed the document shows.
    ///   - topicsVersion: Of the topics that the document is matched against.
    public func compare(
        with entries: [WindowEntry], extent: WindowComparison.Extent, topicsVersion: UInt64
    ) -> WindowComparison {
        var known = Set(identities)
        var versions = Set(zip(identities, fingerprints).map(Version.init))
        var verdicts: [WindowComparison.Verdict] = []
        verdicts.reserveCapacity(entries.count)
        var shared = 0
        for entry in entries {
            let version = Version(entry.identity, UInt32(truncatingIfNeeded: entry.fingerprint))
            // What the document itself repeats is known the second time.
            if known.insert(entry.identity).inserted {
                versions.insert(version)
                verdicts.append(.new)
            } else {
                shared += 1
                verdicts.append(versions.insert(version).inserted ? .changed : .known)
            }
        }
        // A feed that shows nothing for once is not a feed whose entries are all gone.
        let kept = entries.isEmpty && extent == .whole ? .truncated : extent
        return WindowComparison(
            verdicts: verdicts, extent: extent,
            matchesAll: topicsVersion != self.topicsVersion,
            sharesNothing: extent == .whole && shownCount > 0 && !entries.isEmpty && shared == 0,
            next: following(entries, extent: kept, topicsVersion: topicsVersion))
    }

    /// The window after a document: what it shows, then what it no longer shows.
    private func following(
        _ entries: [WindowEntry], extent: WindowComparison.Extent, topicsVersion: UInt64
    ) -> Window {
        var shown = Set<Version>()
        shown.reserveCapacity(entries.count)
        var next = Window(
            identities: [], fingerprints: [], shownCount: 0, topicsVersion: topicsVersion)
        for entry in entries {
            let version = Version(entry.identity, UInt32(truncatingIfNeeded: entry.fingerprint))
            if shown.insert(version).inserted { next.append(version) }
        }
        if isEmpty {
            next.shownCount = next.identities.count
            return next.fitted()
        }
        let present = Set(next.identities)
        // A delta or a document cut short says nothing about what it does not show.
        let isPart = extent != .whole
        next.shownCount = isPart ? max(next.identities.count, shownCount) : next.identities.count
        let most = next.shownCount + max(8, next.shownCount / 2)
        for index in identities.indices where !present.contains(identities[index]) {
            if next.identities.count == most { break }
            next.append(Version(identities[index], fingerprints[index]))
        }
        next.shownCount = min(next.shownCount, next.identities.count)
        return next.fitted()
    }

    /// Without the slack that growing left: there is one of these for every feed.
    private func fitted() -> Window {
        Window(
            identities: Self.copy(identities),
            fingerprints: Self.copy(fingerprints), shownCount: shownCount,
            topicsVersion: topicsVersion)
    }

    private static func copy<Element>(_ elements: [Element]) -> [Element] {
        var copy: [Element] = []
        copy.reserveCapacity(elements.count)
        copy += elements
        return copy
    }

    private mutating func append(_ version: Version) {
        identities.append(version.identity)
        fingerprints.append(version.fingerprint)
    }

    /// An entry with its text.
    private struct Version: Hashable {
        let identity: UInt64
        let fingerprint: UInt32

        init(_ identity: UInt64, _ fingerprint: UInt32) {
            self.identity = identity
            self.fingerprint = fingerprint
        }
    }
}
