// SPDX-License-Identifier: Apache-2.0

import Randomness
import SystemCalls

/// Which of the soak's feeds are configured now, and the files that say so.
struct SoakSubscriptions {
    /// The feeds of the configuration.
    private(set) var feeds: [Int]
    /// Feeds that left it and may come back.
    private var departed: [Int] = []
    /// How many feeds there ever were.
    private(set) var count: Int
    private var random = SplitMix64(seed: 8)

    init(count: Int) {
        feeds = Array(0..<count)
        self.count = count
    }

    /// Takes out one feed in a hundred; half of those that come in their place were there before.
    mutating func change() {
        for _ in 0..<max(feeds.count / 100, 1) {
            let place = Int(random.next() % UInt64(feeds.count))
            let isReturn = random.next() % 2 == 0 && departed.count > 100
            departed.append(feeds[place])
            feeds[place] = isReturn ? departed.removeFirst() : count
            if !isReturn { count += 1 }
        }
    }

    /// Writes the configuration: half of the feeds in it, half in a list beside it.
    func write(to directory: String, site: SoakSite, interval: Int) throws {
        var configuration = Self.settings(interval: interval, directory: directory)
        var list = "<opml version=\"2.0\"><head><title>Soak</title></head><body>\n"
        for feed in feeds {
            if feed % 2 == 0 {
                configuration += "  - {url: \"\(site.url(of: feed))\"}\n"
            } else {
                list +=
                    "<outline text=\"\(feed)\" type=\"rss\" xmlUrl=\"\(site.url(of: feed))\"/>\n"
            }
        }
        try FileText.write(Self.topic, to: "\(directory)/topic.yaml")
        try FileText.write(list + "</body></opml>\n", to: "\(directory)/feeds.opml")
        try FileText.write(configuration, to: "\(directory)/feedwatchd.yaml")
    }

    private static let topic = """
        name: soak
        query: abduct* AND Pyongyang

        """

    private static func settings(interval: Int, directory: String) -> String {
        """
        store: {topic_feeds: true, near_misses: 50}
        polling:
          interval: \(interval)s
          min_interval: \(max(interval / 4, 1))s
          max_interval: \(interval * 4)s
          host_delay: 20ms
          max_connections_per_host: 4
          connect_timeout: 2s
          request_timeout: \(SoakCommand.requestTimeout)s
          max_body: 1MiB
          allow_private_addresses: [127.0.0.0/8]
        topics: [topic.yaml]
        hooks:
          - {name: soak, topic: soak, command: [/bin/true], timeout: 10s}
        metrics: {textfile: \(directory)/feedwatch.prom}
        opml: [feeds.opml]
        feeds:

        """
    }
}
