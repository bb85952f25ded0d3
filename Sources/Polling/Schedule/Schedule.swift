// SPDX-License-Identifier: Apache-2.0

import FeedModel
import HeapModule
internal import Randomness

/// Decides which feed is asked when, and what its answers mean for the next time.
///
/// A value without clock, file or network: every method takes the time, and what is to be done
/// comes back as a value. Not for use from several threads at once.
public struct Schedule: Sendable {
    /// How the feeds are gone through.
    public enum Mode: Sendable {
        /// For ever, each feed when it is due.
        case continuous
        /// Each feed once and at once, whatever its schedule says; feeds that are held or gone are
        /// counted and left alone.
        case once
    }

    var policy: PollingPolicy
    let mode: Mode
    var places: [FeedPlace] = []
    var freePlaces: [Int] = []
    var deadlines = Heap<Wake>()
    var hosts = HostTable()
    /// The feeds that others are asked for, by the place of the one that is.
    var followers: [Int: [Int]] = [:]
    var random: SplitMix64

    var steering: Steering
    /// When the steering was last corrected, on the monotonic clock.
    var steeredAt: Int64
    /// Polls a millisecond that all learnt rhythms together send now, and how many they are.
    var pollRate = 0.0
    var sharers = 0

    /// When a poll last brought something new.
    var latestNews: Instant?
    /// What has to be saved besides the places marked so.
    var unsavedPlaces: [Int] = []
    var departed: [FeedRecord] = []
    var forgotten: [String] = []
    var unsavedDays: [CivilDay: Books] = [:]
    var unsavedHolds: [String: HostHold] = [:]
    var savedPrice: Double

    /// How many polls are under way.
    public internal(set) var inFlight = 0
    /// Those of them that only wait for a name to be looked up: not counted as connections, so that
    /// names without an answer hold up nobody. Set by whoever makes the requests.
    public var waitingForNames = 0
    /// In once mode: the feeds that are neither asked nor counted as held yet.
    var outstanding = 0
    /// In once mode: how many feeds were left alone because they are held or gone.
    public internal(set) var held = 0

    /// A schedule over `feeds`, each with what is remembered of it.
    ///
    /// - Parameters:
    ///   - feeds: With distinct keys; of feeds with one key the first counts.
    ///   - memory: What `PollStateFile.load` gave.
    ///   - seed: For jitter; the same seed and the same answers give the same polls.
    public init(
        policy: PollingPolicy, feeds: [FeedSpecification], memory: PollMemory, mode: Mode,
        now: Moment, seed: UInt64
    ) {
        self.policy = policy
        self.mode = mode
        random = SplitMix64(seed: seed)
        steering = memory.steering
        savedPrice = memory.steering.logPrice
        steeredAt = now.monotonic
        for hold in memory.holds { restore(hold, at: now) }
        reconfigure(policy: policy, feeds: feeds, memory: memory, at: now)
        retire(memory, at: now.wall)
    }

    /// In once mode: whether every feed has been asked or counted as held.
    public var isDone: Bool { mode == .once && outstanding == 0 && inFlight == 0 }

    /// In once mode: how many feeds are neither done nor counted as held yet.
    public var remaining: Int { outstanding + inFlight }

    /// When `due` will next have something, on the monotonic clock in milliseconds; nil when only
    /// `finished` or `reconfigure` can bring that about.
    public mutating func nextWake() -> Int64? {
        guard hasRoom else { return nil }
        while let wake = deadlines.min, !isCurrent(wake) { deadlines.removeMin() }
        return [deadlines.min?.time, hosts.nextWake()].compactMap(\.self).min()
    }

    /// How many feeds are in each state.
    public var stateCounts: [FreshnessState: Int] {
        var counts: [FreshnessState: Int] = [:]
        // By index: a copy of a place counts up a dozen references.
        for index in places.indices where places[index].phase != .free {
            counts[places[index].state.freshness, default: 0] += 1
        }
        return counts
    }

    /// Whether another poll may start.
    var hasRoom: Bool {
        inFlight - min(waitingForNames, Self.mostWaiting) < policy.maxConnections
    }

    /// The most polls that wait for names besides those that are connected.
    private static let mostWaiting = 1024

    func isCurrent(_ wake: Wake) -> Bool {
        let index = Int(wake.index)
        return places[index].generation == wake.generation && places[index].phase == .idle
            && places[index].isAsked
    }

    /// Sets when a feed is due; what was set before is void.
    mutating func setDeadline(_ index: Int, _ time: Int64) {
        places[index].generation &+= 1
        deadlines.insert(
            Wake(time: time, index: Int32(index), generation: places[index].generation))
    }
}

extension Schedule {
    /// What makes two requests the same.
    struct Request: Hashable, Sendable {
        let url: String
        let variant: UInt64
    }
}
