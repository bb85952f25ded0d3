// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings
import Testing

/// What `Config/` holds is what a stranger begins with.
@Suite struct ShippedConfigurationTests {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Config").path

    @Test("The shipped configuration has no problem, and says nothing but the defaults")
    func loads() throws {
        let (loaded, problems) = ConfigurationLoader.plain.load("\(Self.folder)/feedwatchd.yaml")
        #expect(problems.isEmpty, "\(problems)")
        let configuration = try #require(loaded)
        #expect(
            configuration.topics.map(\.definition.name)
                == ["japan-dprk-abductions", "japan-dprk-diplomacy"])
        #expect(configuration.polling == PollingSettings(userAgent: "feedwatch/1.0"))
        #expect(configuration.store.deleteAfter == nil && configuration.hooks.isEmpty)
    }

    @Test("What is commented out shows the default, or an example that is right")
    func comments() throws {
        let text = try String(contentsOfFile: "\(Self.folder)/feedwatchd.yaml", encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let words = line.drop { $0 == " " }
            guard words.hasPrefix("# "), words.contains(": ") else { return String(line) }
            let key = words.dropFirst(2).prefix { $0.isLowercase || $0 == "_" }
            let after = words.dropFirst(2 + key.count)
            guard !key.isEmpty, after.hasPrefix(":"), !key.hasPrefix("or") else {
                return String(line)
            }
            return line.replacingOccurrences(of: "# \(key)", with: key)
        }
        let folder = try TemporaryDirectory()
        try folder.write("feeds.opml", "<opml/>")
        try folder.write("topics/t.yaml", "query: a")
        let path = try folder.write("feedwatchd.yaml", lines.joined(separator: "\n"))
        let (loaded, problems) = ConfigurationLoader.plain.load(path)
        #expect(problems.map(\.message) == ["no feeds: nothing will be polled"])
        var expected = PollingSettings(
            userAgent: "feedwatch/1.0 (+https://www.example.org/about-our-crawler)")
        expected.contact = "https://www.example.org/about-our-crawler"
        expected.proxy = .url("http://127.0.0.1:3128", nil)
        #expect(loaded?.polling == expected)
        #expect(loaded?.store == StoreSettings(directory: "/var/lib/feedwatch"))
        #expect(loaded?.deduplication == DeduplicationSettings())
        #expect(loaded?.metricsTextFile == "/run/feedwatch/feedwatch.prom")
        #expect(loaded?.log == LogSettings())
    }

    @Test func feeds() throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/feeds.opml")))
        let (loaded, problems) = OPML.read(bytes, file: "feeds.opml")
        let list = try #require(loaded)
        #expect(problems.isEmpty)
        let polled = list.feeds.filter(\.isEnabled)
        #expect(polled.count >= 40 && polled.count < list.feeds.count)
        #expect(Set(polled.map { $0.language.prefix(2) }) == ["en", "ja", "ko", "zh"])
        #expect(Set(list.feeds.map(\.url)).count == list.feeds.count)
        #expect(list.feeds.allSatisfy { !$0.title.isEmpty && $0.folder.count == 1 })
        #expect(list.feeds.allSatisfy { !$0.categories.isEmpty })
        #expect(OPML.read(list.write(), file: "").list?.feeds.map(\.url) == list.feeds.map(\.url))
    }
}
