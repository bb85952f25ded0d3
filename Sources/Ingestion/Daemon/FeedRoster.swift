// SPDX-License-Identifier: Apache-2.0

internal import Checksums
internal import FeedFetching
internal import FeedModel
internal import Polling
internal import Settings
internal import TopicMatching

/// The feeds of a configuration, in the terms of each stage, by their configured URL.
struct FeedRoster: Sendable {
    /// The feeds as the schedule knows them.
    let specifications: [FeedSpecification]
    private let feeds: [String: FeedSettings]
    private let topics: TopicSet
    private let findsNearMisses: Bool
    private let keepsHTML: Bool

    /// The roster of a configuration.
    ///
    /// - Parameter losses: How often stories were found missing. What feeds showed before the last
    ///   time is as little known as if the topics were others.
    init(_ configuration: LoadedConfiguration, losses: Int) {
        let topics = configuration.topics.set
        self.topics = topics
        findsNearMisses = configuration.settings.store.nearMissesPerDay > 0
        keepsHTML = configuration.settings.store.keepsHTML
        feeds = Dictionary(
            configuration.settings.feeds.map { ($0.url, $0) }, uniquingKeysWith: { a, _ in a })
        specifications = configuration.settings.feeds.map { feed in
            FeedSpecification(
                key: feed.url, name: feed.name ?? "", interval: feed.interval,
                isEnabled: feed.isEnabled, variant: Self.variant(of: feed),
                topicsVersion: Self.version(of: topics, for: feed)
                    ^ UInt64(bitPattern: Int64(losses)) &* 0x9E37_79B9_7F4A_7C15)
        }
    }

    /// The job of a poll that starts.
    func job(_ start: PollStart, at now: Instant) -> PollJob {
        let feed = feeds[start.key]
        return PollJob(
            start: start,
            feed: PolledFeed(url: UTF8Text(start.key), name: UTF8Text(feed?.name ?? "")),
            topics: topics, selection: selection(of: [start.key] + start.alsoFor),
            findsNearMisses: findsNearMisses, keepsHTML: keepsHTML, asked: now)
    }

    /// The request of a job.
    func request(_ job: PollJob, token: UInt64) -> FetchRequest {
        let start = job.start
        var request = FetchRequest(
            token: token, url: start.url, etag: start.validators.etag,
            lastModified: start.validators.lastModified, acceptsDelta: start.acceptsDelta)
        guard let feed = feeds[start.key] else { return request }
        request.configuredURL = feed.credentials?.embedded(in: feed.url) ?? feed.url
        if start.url == feed.url { request.url = request.configuredURL ?? feed.url }
        request.headers = feed.headers.map { HTTPField($0.name, $0.value) }
        request.allowsFile = feed.filePath != nil
        switch feed.proxy {
        case .url(let url, let credentials):
            request.proxy = credentials?.embedded(in: url) ?? url
        case .direct: request.proxy = ""
        case .environment, nil: break
        }
        return request
    }

    /// The topics that any of these feeds is polled for; nil for all.
    private func selection(of keys: [String]) -> TopicSelection? {
        var names: [String] = []
        for key in keys {
            guard let topics = feeds[key]?.topics else { return nil }
            names += topics
        }
        return topics.selection(named: names)
    }

    /// A hash of what a request depends on besides the URL.
    private static func variant(of feed: FeedSettings) -> UInt64 {
        var text = feed.headers.map { "\($0.name): \($0.value)\n" }.joined()
        if let credentials = feed.credentials {
            text += "\(credentials.user):\(credentials.password)\n"
        }
        return text.isEmpty ? 0 : hash(text)
    }

    /// A hash of the topics that a feed's entries are matched against.
    private static func version(of topics: TopicSet, for feed: FeedSettings) -> UInt64 {
        guard let names = feed.topics else { return topics.version }
        return hash("\(topics.version) \(names.joined(separator: " "))")
    }

    /// The same in every run.
    private static func hash(_ text: String) -> UInt64 {
        SHA256.digest(of: Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
