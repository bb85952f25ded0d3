// SPDX-License-Identifier: Apache-2.0

import SystemCalls

extension ConfigurationReading {
    /// `feeds:`, then the feeds of the lists of `opml:` that are not among them.
    func feeds(_ polling: PollingSettings, topics: TopicReferences) -> [FeedSettings] {
        var merged = FeedList(problems)
        for node in keys.list("feeds") ?? [] {
            let section = MappingReader(
                node,
                keys: [
                    "url", "name", "topics", "interval", "enabled", "headers_file", "headers",
                    "proxy",
                ], source: keys.source, problems: problems,
                example: "url: https://example.org/feed.xml")
            guard let section, let (feed, key) = feed(section, polling, topics) else { continue }
            merged.add(feed, key: key)
        }
        for (file, position) in files("opml") ?? [] {
            for (feed, key) in subscriptions(file, namedAt: position) {
                merged.addListed(feed, key: key)
            }
        }
        if merged.feeds.isEmpty, !problems.hasErrors {
            problems.warning(at: keys.place(of: keys.node), "no feeds: nothing will be polled")
        }
        return merged.feeds
    }

    /// An entry of `feeds:` and the key that tells its address from others.
    private func feed(
        _ section: MappingReader, _ polling: PollingSettings, _ topics: TopicReferences
    ) -> (feed: FeedSettings, key: String)? {
        let position = section.place(of: section.member("url")?.value ?? section.node)
        let address = feedAddress(section)
        let headers = headers(section)
        var feed = FeedSettings(url: "", position: position)
        feed.name = section.text("name")
        feed.topics = topicNames(section, topics)
        feed.interval = interval(section, polling)
        feed.isEnabled = section.flag("enabled") ?? true
        feed.headers = headers.fields
        feed.headersFile = headers.file
        feed.proxy = proxy(section)
        guard let address else { return nil }
        feed.url = address.url
        feed.filePath = address.filePath
        feed.credentials = address.credentials
        if address.credentials?.password.isEmpty == false {
            warnIfPublic(path, "the feed's password stands here", at: position)
        }
        return (feed, address.key)
    }

    private func topicNames(
        _ section: MappingReader, _ topics: TopicReferences
    ) -> [String]? {
        section.texts("topics")?.map { item in
            if let problem = topics.problem(with: item.text) {
                problems.error(at: section.place(of: item.node), problem)
            }
            return item.text
        }
    }

    private func interval(_ section: MappingReader, _ polling: PollingSettings) -> Duration? {
        let interval = section.duration("interval", in: .seconds(1)...Self.longest)
        if let interval, interval < polling.minInterval {
            problems.warning(
                at: section.place(of: "interval"),
                "`interval` (\(interval.settingsText)) is raised to `min_interval`, "
                    + polling.minInterval.settingsText)
        }
        return interval
    }

    /// The address of a feed of the configuration: http, https or file.
    private func feedAddress(
        _ section: MappingReader
    ) -> (url: String, filePath: String?, credentials: Credentials?, key: String)? {
        guard section.member("url") != nil else {
            problems.error(at: section.place(of: section.node), "a feed needs a `url`")
            return nil
        }
        guard let text = section.text("url") else { return nil }
        do {
            if text.prefix(5).lowercased() == "file:" {
                let file = try filePath(ofURL: text)
                return ("file://\(file.encoded)", file.path, nil, "file://\(file.path)")
            }
            let address = try FeedAddress(text, schemes: ["http", "https"])
            return (address.url, nil, address.credentials, address.key)
        } catch {
            problems.error(at: section.place(of: "url"), "`url`: \(error.message)")
            return nil
        }
    }

    /// The path that a `file:` address names, percent-decoded and as written (RFC 8089):
    /// `file:///path`, `file:/path`, or `file:path` relative to the configuration.
    private func filePath(
        ofURL text: String
    ) throws(InvalidValue) -> (path: String, encoded: String) {
        var encoded = text.dropFirst("file:".count)
        if encoded.hasPrefix("//") {
            let rest = encoded.dropFirst(2)
            let host = rest.prefix { $0 != "/" }
            guard host.isEmpty || host.lowercased() == "localhost" else {
                throw InvalidValue("a `file:` address has three slashes: `file:///path`")
            }
            encoded = rest.dropFirst(host.count)
        }
        guard let path = FeedAddress.percentDecoded(Array(encoded.utf8)[...]), !path.isEmpty,
            !path.utf8.contains(0)
        else { throw InvalidValue("the address names no file") }
        let resolved = (resolve(path), FileReading.resolve(String(encoded), in: self.path))
        if resolved.0.hasPrefix("/") { return resolved }
        // The configuration itself was named by a relative path; an address needs a whole one.
        do {
            let directory = try FileSystem.currentDirectory()
            return ("\(directory)/\(resolved.0)", "\(directory)/\(resolved.1)")
        } catch {
            throw InvalidValue("the directory that \(quoted(path)) counts from: \(error)")
        }
    }

    /// The feeds of the list at `file`.
    private func subscriptions(
        _ file: String, namedAt position: SourcePosition
    ) -> [(feed: FeedSettings, key: String)] {
        guard let bytes = FileReading.bytes(file, limit: OPML.maxBytes, at: position, problems)
        else { return [] }
        let (list, found) = OPML.read(bytes, file: file)
        problems.append(found)
        return (list?.feeds ?? []).compactMap { listed in
            guard let address = try? FeedAddress(listed.url, schemes: ["http", "https"]) else {
                return nil
            }
            var feed = FeedSettings(url: address.url, position: listed.position)
            feed.credentials = address.credentials
            feed.name = listed.title.isEmpty ? nil : listed.title
            feed.isEnabled = listed.isEnabled
            feed.categories = listed.categories
            feed.folder = listed.folder
            if address.credentials?.password.isEmpty == false {
                warnIfPublic(file, "a feed's password stands here", at: listed.position)
            }
            return (feed, address.key)
        }
    }
}
