// SPDX-License-Identifier: Apache-2.0

internal import EventLog
internal import FeedModel
internal import StoryStore
internal import SystemCalls

/// What all hooks of a daemon share.
struct HookEnvironment: Sendable {
    /// The store's directory.
    let store: String
    /// The daemon's own environment.
    let variables: [String: String]
    let log: EventLog
    let retries: RetryRule
    /// The wall clock.
    let clock: @Sendable () -> Instant
    /// Called on a hook's thread as the last thing it does.
    let ended: @Sendable () -> Void

    func report(_ event: LogEvent) {
        log.write(event, at: clock())
    }

    func report(_ error: SystemError) {
        report(.storeFailed(error))
    }

    func report(_ error: StoreError) {
        if let system = error.system {
            report(.storeFailed(system))
        } else {
            report(.damaged(file: error.path, line: 0, what: error.description))
        }
    }

    /// The environment of a run of `hook` for `story`: the daemon's, without what is between it
    /// and the service manager; what is configured; the identifier.
    func variables(of hook: Hook, for story: StoryID) -> [String] {
        var result = variables.filter { !Self.isOfService($0.key) }
        result.merge(hook.environment) { $1 }
        result["FEEDWATCH_STORY_ID"] = story.description
        return result.map { "\($0.key)=\($0.value)" }.sorted()
    }

    /// What the service manager gives the daemon alone (systemd.exec(5), sd_listen_fds(3)).
    private static func isOfService(_ name: String) -> Bool {
        ["NOTIFY_SOCKET", "CREDENTIALS_DIRECTORY", "JOURNAL_STREAM"].contains(name)
            || name.hasPrefix("WATCHDOG_") || name.hasPrefix("LISTEN_")
    }
}
