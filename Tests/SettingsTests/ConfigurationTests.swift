// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings
import Testing

@Suite struct ConfigurationTests {
    private func load(
        _ text: String, environment: [String: String] = ["HOME": "/home/me"],
        readsSecrets: Bool = true, files: [String: String] = [:]
    ) throws -> (configuration: Configuration?, problems: [SettingsProblem], folder: String) {
        let folder = try TemporaryDirectory()
        for (name, text) in files { try folder.write(name, text) }
        let path = try folder.write("feedwatchd.yaml", text)
        let loader = ConfigurationLoader(
            version: "1.0", environment: environment, readsSecrets: readsSecrets)
        let (configuration, problems) = loader.load(path)
        return (configuration, problems, folder.path)
    }

    @Test("An empty file is a configuration: every key has its default")
    func defaults() throws {
        let (loaded, problems, folder) = try load("# nothing\n")
        let configuration = try #require(loaded)
        #expect(problems.map(\.severity) == [.warning, .warning])
        #expect(configuration.path == "\(folder)/feedwatchd.yaml")
        let store = configuration.store
        #expect(store == StoreSettings(directory: "/home/me/.local/state/feedwatch"))
        #expect(store.compressAfter == .seconds(604_800) && store.deleteAfter == nil)
        #expect(!store.keepsHTML && !store.writesTopicFeeds && store.nearMissesPerDay == 0)
        let polling = configuration.polling
        #expect(polling == PollingSettings(userAgent: "feedwatch/1.0"))
        #expect(polling.interval == .seconds(1800) && polling.minInterval == .seconds(300))
        #expect(polling.maxInterval == .seconds(86_400) && polling.maxBody == 16_777_216)
        #expect(polling.maxConnections == 64 && polling.maxConnectionsPerHost == 2)
        #expect(polling.hostDelay == .seconds(1) && polling.connectTimeout == .seconds(10))
        #expect(polling.requestTimeout == .seconds(30) && polling.contact == nil)
        #expect(polling.allowPrivateAddresses == .none && polling.proxy == .environment)
        #expect(configuration.deduplication.window == .seconds(30 * 86_400))
        #expect(configuration.deduplication.similarity == 0.65)
        #expect(configuration.feeds.isEmpty && configuration.topics.isEmpty)
        #expect(configuration.hooks.isEmpty && configuration.metricsTextFile == nil)
        #expect(configuration.log == LogSettings() && configuration.log.level == .info)
    }

    @Test("Sections with nothing in them are sections without keys")
    func emptySections() throws {
        let (loaded, problems, _) = try load("store:\npolling:\nfeeds:\ntopics:\nhooks:\nlog:\n")
        #expect(loaded != nil && problems.allSatisfy { $0.severity == .warning })
    }

    @Test func everyKey() throws {
        let text = """
            store: {directory: ../var, keep_html: yes, compress_after: never, delete_after: 52w,
              topic_feeds: on, near_misses: 25}
            polling:
              interval: 10m
              min_interval: 0s
              max_interval: 2d
              max_connections: 8
              max_connections_per_host: 1
              host_delay: 0s
              connect_timeout: 250ms
              request_timeout: 1m
              max_body: 512KiB
              user_agent: example-bot/VERSION (CONTACT)
              contact: news@example.org
              allow_private_addresses: [10.1.0.0/16, "::1", fd00::/8, 192.0.2.7]
              proxy: http://me:p%40ss@127.0.0.1:3128
            deduplication: {window: 90d, similarity: never}
            topics: [topics/t.yaml]
            feeds:
              - url: https://me:s%3Acret@example.org/rss?q=拉致#top
                name: Example
                topics: [t]
                interval: 15m
                enabled: false
                headers_file: token
                headers: {X-One: " 1 "}
                proxy: none
              - url: file:///srv/a%20b.xml
              - url: file:feeds/c.xml
            hooks:
              - {name: mail, topic: t, command: [bin/on-story, --json], timeout: 1m, env: {LANG: C}}
              - {name: all, command: [/bin/true]}
            metrics: {textfile: ~/feedwatch.prom}
            log: {level: debug, format: journal}
            """
        let (loaded, problems, folder) = try load(
            text, files: ["topics/t.yaml": "query: a", "token": "# ours\nX-Two: 2\r\n\nX-Three:3"])
        #expect(problems.isEmpty)
        let configuration = try #require(loaded)
        #expect(configuration.store.directory == "\(folder)/../var")
        #expect(configuration.store.keepsHTML && configuration.store.writesTopicFeeds)
        #expect(configuration.store.compressAfter == nil)
        #expect(configuration.store.deleteAfter == .seconds(52 * 604_800))
        #expect(configuration.store.nearMissesPerDay == 25)
        let polling = configuration.polling
        #expect(polling.interval == .seconds(600) && polling.minInterval == .zero)
        #expect(polling.connectTimeout == .milliseconds(250) && polling.maxBody == 524_288)
        #expect(polling.userAgent == "example-bot/1.0 (news@example.org)")
        guard case .networks(let networks) = polling.allowPrivateAddresses else {
            Issue.record("no networks")
            return
        }
        #expect(
            networks.map(\.description) == ["10.1.0.0/16", "::1/128", "fd00::/8", "192.0.2.7/32"])
        #expect(networks[2].prefixLength == 8)
        #expect(
            polling.proxy
                == .url("http://127.0.0.1:3128", Credentials(user: "me", password: "p@ss")))
        #expect(configuration.deduplication.similarity == nil)
        let feed = configuration.feeds[0]
        #expect(feed.url == "https://example.org/rss?q=%E6%8B%89%E8%87%B4")
        #expect(feed.credentials == Credentials(user: "me", password: "s:cret"))
        #expect(feed.name == "Example" && feed.topics == ["t"] && !feed.isEnabled)
        #expect(feed.interval == .seconds(900) && feed.proxy == .direct)
        #expect(feed.headers.map(\.name) == ["X-One", "X-Two", "X-Three"])
        #expect(feed.headers.map(\.value) == ["1", "2", "3"])
        #expect(feed.headersFile == "\(folder)/token")
        #expect(configuration.feeds[1].filePath == "/srv/a b.xml")
        #expect(configuration.feeds[1].url == "file:///srv/a%20b.xml")
        #expect(configuration.feeds[2].filePath == "\(folder)/feeds/c.xml")
        #expect(configuration.hooks[0].command == ["\(folder)/bin/on-story", "--json"])
        #expect(configuration.hooks[0].timeout == .seconds(60))
        #expect(configuration.hooks[0].environment == ["LANG": "C"])
        #expect(configuration.hooks[1].topic == nil)
        #expect(configuration.metricsTextFile == "/home/me/feedwatch.prom")
        #expect(configuration.log.level == .debug && configuration.log.format == .journal)
    }

    @Test("JSON is YAML, with its escapes beyond U+FFFF")
    func json() throws {
        let name = "\\ud83d\\udcf0 \\u65e5 \\\\ud83d"
        let (loaded, problems, _) = try load(
            "{\"feeds\": [\n\t{\"url\": \"https:\\/\\/example.org\\/rss\", \"name\": \"\(name)\"}],"
                + "\n\"polling\":{\"allow_private_addresses\":true,\"max_connections\":3}}",
            files: [:])
        #expect(problems.map(\.severity) == [.warning])
        #expect(loaded?.feeds.first?.name == "📰 日 \\ud83d")
        #expect(loaded?.polling.allowPrivateAddresses == .all)
        #expect(loaded?.polling.maxConnections == 3)
    }

    @Test(
        "Where the store is by default",
        arguments: [
            (["STATE_DIRECTORY": "/var/lib/a:/var/lib/b", "HOME": "/h"], "/var/lib/a"),
            (["XDG_STATE_HOME": "/state", "HOME": "/h"], "/state/feedwatch"),
            (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/feedwatch"),
            ([:], "/var/lib/feedwatch"),
        ])
    func storeDirectory(environment: [String: String], expected: String) throws {
        let loader = ConfigurationLoader(version: "1.0", environment: environment)
        #expect(loader.defaultStoreDirectory == expected)
    }

    @Test("The directory of the store is read whatever else is wrong")
    func onlyTheStore() throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write("a.yaml", "feeds: 3\nstore: {directory: /srv/news}\nx: 1")
        let found = ConfigurationLoader.plain.storeDirectory(path)
        #expect(found.directory == "/srv/news" && found.problems.isEmpty)
        let silent = try folder.write("b.yaml", "store: {keep_html: true}")
        #expect(ConfigurationLoader.plain.storeDirectory(silent).directory == nil)
        #expect(ConfigurationLoader.plain.storeDirectory(silent).problems.isEmpty)
        let missing = ConfigurationLoader.plain.storeDirectory("\(path).not")
        #expect(missing.directory == nil)
        #expect(missing.problems.first?.description.hasSuffix("No such file or directory") == true)
    }

    @Test func defaultPath() throws {
        let folder = try TemporaryDirectory()
        let environment = ["XDG_CONFIG_HOME": folder.path]
        let loader = ConfigurationLoader(version: "1.0", environment: environment)
        #expect(loader.defaultPath == "/etc/feedwatch/feedwatchd.yaml")
        let path = try folder.write("feedwatch/feedwatchd.yaml", "")
        #expect(loader.defaultPath == path)
    }

    @Test("Header lines come from $CREDENTIALS_DIRECTORY first, and only where secrets are read")
    func credentials() throws {
        let secrets = try TemporaryDirectory()
        let file = try secrets.write("token", "Authorization: Bearer abc", mode: 0o400)
        let text = "feeds: [{url: https://example.org/, headers_file: token}]"
        let environment = ["CREDENTIALS_DIRECTORY": secrets.path]
        let feed = try #require(try load(text, environment: environment).configuration?.feeds[0])
        #expect(feed.headersFile == file)
        #expect(feed.headers.first?.value == "Bearer abc")
        #expect(!"\(feed)".contains("abc"))
        #expect(try load(text).configuration == nil)
        #expect(try load(text, readsSecrets: false).configuration?.feeds[0].headers == [])
    }

    @Test("Neither problems nor descriptions show a password")
    func passwords() throws {
        let addresses = [
            "https://me:geheim@", "https://me:geheim@exa mple.org/",
            "https://me:geheim@example.org:0/",
            "gopher://me:geheim@example.org", "me:geheim@example.org", "https://me:geheim@a`b/",
            "https://me:geheim%ff@example.org/", "file://me:geheim@example.org/a",
        ]
        let text = addresses.map { "  - url: \"\($0)\"\n    proxy: \"\($0)\"\n" }.joined()
        let (_, problems, _) = try load("feeds:\n" + text)
        #expect(problems.filter { $0.severity == .error }.count == addresses.count * 2)
        #expect(!problems.contains { "\($0)".contains("geheim") })
        let feeds = "feeds:\n  - url: https://me:geheim@example.org/\n"
        let feed = try #require(try load(feeds).configuration?.feeds.first)
        var dumped = ""
        dump(feed, to: &dumped)
        #expect(!"\(feed) \(dumped)".contains("geheim"))
    }

    @Test("Feeds of lists come after those of the configuration, which says more")
    func lists() throws {
        let list = """
            <opml version="2.0"><head><title>News</title></head><body>
            <outline text="Asia"><outline text="Japan" isComment="true">
            <outline type="rss" text="B" xmlUrl="https://example.org/b" category="/a/b, c d"/>
            </outline>
            <outline type="rss" text="A" title="A!" xmlUrl="HTTPS://example.org:443/a" category="x"/>
            </outline></body></opml>
            """
        let (loaded, problems, folder) = try load(
            "opml: ['*.opml']\nfeeds: [{url: https://example.org/a, interval: 1h}]\n"
                + "topics: [t.yaml]",
            files: ["l.opml": list, "t.yaml": "query: a"])
        #expect(problems.isEmpty)
        let feeds = try #require(loaded?.feeds)
        #expect(feeds.map(\.url) == ["https://example.org/a", "https://example.org/b"])
        #expect(feeds[0].interval == .seconds(3600) && feeds[0].name == "A!")
        #expect(feeds[0].categories == ["x"] && feeds[0].folder == ["Asia"])
        #expect(!feeds[1].isEnabled && feeds[1].categories == ["/a/b", "c d"])
        #expect(feeds[1].folder == ["Asia", "Japan"])
        #expect(feeds[1].position == SourcePosition(file: "\(folder)/l.opml", line: 3, column: 1))
    }

    @Test("Globs take directories as they are called")
    func strangeDirectory() throws {
        let folder = try TemporaryDirectory()
        try folder.write("a[b]*/t.yaml", "query: a")
        let path = try folder.write("a[b]*/c.yaml", "topics: ['t*.yaml', t.yaml]")
        let (configuration, problems) = ConfigurationLoader.plain.load(path)
        #expect(configuration?.topics.map(\.path) == ["\(folder.path)/a[b]*/t.yaml"])
        #expect(problems.map(\.severity) == [.warning])
    }

    @Test(
        "Addresses as people write them",
        arguments: [
            ("https://[2001:db8::1]:8443/a?b#c", "https://[2001:db8::1]:8443/a?b"),
            ("HTTP://example.org", "http://example.org"),
            ("https://bücher.example/ü?q=日", "https://bücher.example/%C3%BC?q=%E6%97%A5"),
            (
                "https://example.org/api/zq$omekvi_?a=1&b=%20",
                "https://example.org/api/zq$omekvi_?a=1&b=%20"
            ),
            ("https://user@example.org/", "https://example.org/"),
            ("https://a@b:c@example.org/x@y", "https://example.org/x@y"),
            ("https://example.org?q=1", "https://example.org?q=1"),
        ])
    func addresses(written: String, url: String) throws {
        let (loaded, _, _) = try load("feeds:\n  - url: \"\(written)\"\n")
        #expect(loaded?.feeds.map(\.url) == [url])
    }

    @Test(
        "What is no address",
        arguments: [
            "example.org", "//example.org/", "https:/example.org", "https://", "https://:80/",
            "https://[::1/", "https://[::1]a/", "https://example.org:/",
            "https://example.org:65536/",
            "https://example.org:+1/", "https://exa%6Dple.org/", "https://a b/",
            "https://a\u{3000}b/",
            "file://host/path", "file:", "file:///%ff", ":",
        ])
    func notAnAddress(written: String) throws {
        let (loaded, problems, _) = try load("feeds:\n  - url: \"\(written)\"\n")
        #expect(loaded == nil && problems.contains { $0.message.hasPrefix("`url`: ") })
    }

    @Test("20,000 feeds are read")
    func manyFeeds() throws {
        let feeds = (0..<20_000).map { "{\"url\": \"https://example.org/\($0)\"}" }
        let (loaded, _, _) = try load("{\"feeds\": [\(feeds.joined(separator: ",\n"))]}")
        #expect(loaded?.feeds.count == 20_000)
        #expect(loaded?.feeds.last?.position.line == 20_000)
    }
}
