// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import FeedModel
internal import Hooks
internal import Settings
internal import StoryStore
internal import SystemCalls

/// Who reads the store behind the daemon, on threads of their own: hooks and topic feeds. The
/// daemon tells them how far stories are announced, and waits for them at its end only.
///
/// For the daemon's thread.
final class StoryFollowers {
    private let store: String
    private let log: EventLog
    private let mailbox: Mailbox<Message>
    private let hooks: HookSet
    private var feeds: RunningFeeds?
    /// The last thread of topic feeds that is to end, or has ended.
    private var retiredFeeds: DedicatedThread?
    /// The threads that have not said yet that they ended.
    private(set) var running = 0

    private struct RunningFeeds {
        var titles: [TopicFeeds.Title]
        var control: FollowerControl
        var thread: DedicatedThread
    }

    /// Nobody yet.
    ///
    /// - Parameters:
    ///   - store: The store's directory.
    ///   - variables: The daemon's environment.
    ///   - mailbox: Gets `followerEnded` for each thread that ended.
    init(
        store: String, variables: [String: String], log: EventLog, mailbox: Mailbox<Message>
    ) {
        self.store = store
        self.log = log
        self.mailbox = mailbox
        hooks = HookSet(store: store, variables: variables, log: log, clock: Self.clock) {
            mailbox.post(contentsOf: [.followerEnded])
        }
    }

    /// Starts and ends what the configuration wants.
    ///
    /// - Parameter announced: How far stories are announced.
    func configure(_ settings: Configuration, announced: StoryPosition) {
        running += hooks.configure(settings.hooks.map(Hook.init), announced: announced)
        let titles =
            settings.store.writesTopicFeeds
            ? settings.topics.map { TopicFeeds.Title($0.definition) } : []
        guard titles != feeds?.titles ?? [] else { return }
        feeds?.control.proceed(to: .stopping)
        retiredFeeds = feeds?.thread ?? retiredFeeds
        feeds = nil
        guard !titles.isEmpty else { return }
        do {
            feeds = try startFeeds(titles, announced: announced)
            running += 1
        } catch {
            log.write(.storeFailed(error), at: Self.clock())
        }
    }

    private func startFeeds(
        _ titles: [TopicFeeds.Title], announced: StoryPosition
    ) throws(SystemError) -> RunningFeeds {
        let control = try FollowerControl(announced: announced)
        let (store, log, mailbox) = (store, log, mailbox)
        let predecessor = retiredFeeds
        let thread = try DedicatedThread(name: "topic feeds") {
            // Two would write the same files.
            predecessor?.join()
            TopicFeeds(store: store, titles, control, log, clock: Self.clock).run()
            mailbox.post(contentsOf: [.followerEnded])
        }
        return RunningFeeds(titles: titles, control: control, thread: thread)
    }

    /// Stories were announced up to `position`.
    func announce(_ position: StoryPosition) {
        hooks.announce(position)
        feeds?.control.announce(position)
    }

    /// What each hook has done.
    var hookFigures: [(name: String, figures: FollowerFigures)] { hooks.figures }

    /// All are to end when they have taken what is announced.
    func drain() { proceed(to: .draining) }

    /// All are to end at once.
    func stop() { proceed(to: .stopping) }

    private func proceed(to phase: FollowerControl.Phase) {
        hooks.proceed(to: phase)
        feeds?.control.proceed(to: phase)
    }

    /// A thread has said that it ended.
    func noteEnd() { running -= 1 }

    private static let clock: @Sendable () -> Instant = {
        Instant(milliseconds: SystemClock.wallMilliseconds())
    }
}

extension Hook {
    /// The hook as it is configured, wherever that stands in the file.
    init(_ settings: HookSettings) {
        self.init(
            name: settings.name, topic: settings.topic, command: settings.command,
            timeout: settings.timeout, environment: settings.environment)
    }
}
