// SPDX-License-Identifier: Apache-2.0

internal import Deduplication
public import EventLog
internal import FeedFetching
internal import FeedModel
internal import Polling
public import Settings
internal import StoryStore
internal import SystemCalls

/// The daemon: the one loop that asks the schedule what is due, takes what other threads have
/// finished, judges it, stores it, announces it and saves the state, in this order.
///
/// It belongs to the thread that made it; other threads reach it through its mailbox.
public final class Daemon {
    /// How a daemon is run.
    public struct Options: Sendable {
        /// The configuration's path, read again by a reload.
        public var configurationPath: String
        /// The store's directory where the command line names one.
        public var storeDirectory: String?
        /// Whether every feed is asked once and the daemon then ends.
        public var once = false
        /// The level where the command line names one.
        public var logLevel: LogLevel?
        /// What reads the configuration.
        public var loader: ConfigurationLoader

        /// Options.
        public init(configurationPath: String, loader: ConfigurationLoader) {
            self.configurationPath = configurationPath
            self.loader = loader
        }
    }

    let options: Options
    let log: EventLog
    let notifier: ServiceNotifier
    let mailbox: Mailbox<Message>
    let exchange: Exchange
    let state: PollStateFile
    /// Hooks and topic feeds.
    let followers: StoryFollowers
    let upkeep: StoreUpkeep

    var configuration: LoadedConfiguration
    var roster: FeedRoster
    var schedule: Schedule
    var index: DuplicateIndex
    var store: StoryWriter
    /// How many stories were ever stored and are there, or were removed by `delete_after`.
    var storyCount: Int
    /// How often fewer of them were found at a start.
    let losses: Int

    /// What has happened since the start.
    var tally = Tally()
    /// What nearly matched since the start.
    var nearMisses: NearMissJournal
    /// When the state was last saved, by the monotonic clock.
    var lastSave: Int64 = .min
    /// When `beat` is to be called next, by the monotonic clock.
    var nextBeat: Int64 = .min
    /// What `systemctl status` shows.
    var toldStatus = ""
    /// When `maintain` is to be called next, by the monotonic clock.
    var nextMaintenance: Int64 = .min
    /// When the metrics file is to be written next, by the monotonic clock.
    var nextMetrics: Int64 = .min
    /// Whether the metrics file could not be written last.
    var metricsAreFailing = false
    /// When old segments are to be seen to next, by the monotonic clock, and whether they are now.
    var nextUpkeep: Int64 = .min
    var isKeepingUp = false
    var clockSteps: ClockSteps
    /// Whether the store could not be written last, so that it is told once, not at every turn.
    var storeIsFailing = false
    let began: Moment

    init(
        options: Options, log: EventLog, notifier: ServiceNotifier, mailbox: Mailbox<Message>,
        configuration: LoadedConfiguration, exchange: Exchange, upkeep: StoreUpkeep,
        recovered: consuming RecoveredStore,
        began: Moment
    ) {
        self.options = options
        self.log = log
        self.notifier = notifier
        self.mailbox = mailbox
        self.configuration = configuration
        self.exchange = exchange
        self.upkeep = upkeep
        clockSteps = ClockSteps(lastSeen: recovered.lastClock)
        self.began = began
        roster = FeedRoster(configuration, losses: recovered.losses)
        losses = recovered.losses
        storyCount = recovered.stories + recovered.removed
        nearMisses = NearMissJournal(
            directory: options.storeDirectory ?? configuration.settings.store.directory)
        schedule = Schedule(
            policy: PollingPolicy(configuration.settings.polling), feeds: roster.specifications,
            memory: recovered.memory, mode: options.once ? .once : .continuous, now: Self.now(),
            seed: UInt64.random(in: 0 ... .max))
        state = recovered.state
        index = recovered.index
        store = recovered.store
        followers = StoryFollowers(
            store: options.storeDirectory ?? configuration.settings.store.directory,
            variables: options.loader.environment, log: log, mailbox: mailbox)
    }
}

/// Its index, store and schedule are one thread's.
@available(*, unavailable)
extension Daemon: Sendable {}
