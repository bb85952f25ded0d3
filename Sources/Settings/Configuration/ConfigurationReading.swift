// SPDX-License-Identifier: Apache-2.0

import SystemCalls

/// Reads a configuration section by section. What is wrong with one keeps nothing from the others,
/// so that all problems are told at once.
struct ConfigurationReading {
    /// The file.
    let path: String
    /// Its outermost mapping.
    let keys: MappingReader
    /// Where problems go.
    let problems: ProblemList
    /// What the environment says.
    let loader: ConfigurationLoader

    /// A hundred years: what `Duration(settingsText:)` reads at most.
    static let longest: Duration = .seconds(36_500 * 86_400)

    /// A reading of `document`; nil, and a problem, when it is no mapping.
    init?(
        _ document: YAMLDocument, path: String, loader: ConfigurationLoader, problems: ProblemList
    ) {
        let keys = MappingReader(
            document.root,
            keys: [
                "store", "polling", "deduplication", "topics", "opml", "feeds", "hooks", "metrics",
                "log",
            ], source: document.source, problems: problems)
        guard let keys else { return nil }
        (self.path, self.keys, self.problems, self.loader) = (path, keys, problems, loader)
    }

    /// The whole configuration.
    func configuration() -> Configuration {
        let polling = polling()
        let topics = topics()
        return Configuration(
            path: path, store: store(), polling: polling, deduplication: deduplication(),
            feeds: feeds(polling, topics: topics.references), topics: topics.files,
            hooks: hooks(topics: topics.references), metricsTextFile: metricsTextFile(), log: log())
    }

    // MARK: - Small sections

    /// `store:`
    func store() -> StoreSettings {
        var store = StoreSettings(directory: loader.defaultStoreDirectory)
        let section = keys.section(
            "store",
            keys: [
                "directory", "keep_html", "compress_after", "delete_after", "topic_feeds",
                "near_misses",
            ])
        guard let section else { return store }
        store.directory = filePath("directory", of: section) ?? store.directory
        store.keepsHTML = section.flag("keep_html") ?? store.keepsHTML
        store.compressAfter =
            section.durationOrNever("compress_after", in: .zero...Self.longest)
            ?? store.compressAfter
        store.deleteAfter =
            section.durationOrNever("delete_after", in: .seconds(1)...Self.longest)
            ?? store.deleteAfter
        if let after = store.deleteAfter, after < .seconds(86_400) {
            problems.warning(
                at: section.place(of: "delete_after"), "stories are deleted within a day")
        }
        store.writesTopicFeeds = section.flag("topic_feeds") ?? store.writesTopicFeeds
        store.nearMissesPerDay =
            section.integer("near_misses", in: 0...100_000) ?? store.nearMissesPerDay
        return store
    }

    /// `store.directory`, where it is written.
    var namedStoreDirectory: String? {
        guard case .mapping(let members) = keys.member("store")?.value.content,
            members.contains(where: { $0.key == "directory" })
        else { return nil }
        return store().directory
    }

    /// `deduplication:`
    func deduplication() -> DeduplicationSettings {
        var settings = DeduplicationSettings()
        guard let section = keys.section("deduplication", keys: ["window", "similarity"]) else {
            return settings
        }
        settings.window = section.duration("window", in: .zero...Self.longest) ?? settings.window
        let similarity: Double?? = section.value(
            "similarity", "a number above 0 and up to 1, or `never`"
        ) { text in
            if text == "never" { return .some(nil) }
            return Decimal.parse(text).flatMap { $0 > 0 && $0 <= 1 ? .some($0) : nil }
        }
        if let similarity { settings.similarity = similarity }
        return settings
    }

    /// `metrics:`
    func metricsTextFile() -> String? {
        keys.section("metrics", keys: ["textfile"]).flatMap { filePath("textfile", of: $0) }
    }

    /// `log:`
    func log() -> LogSettings {
        var log = LogSettings()
        guard let section = keys.section("log", keys: ["level", "format"]) else { return log }
        log.level = section.choice("level") ?? log.level
        log.format = section.choice("format") ?? log.format
        return log
    }

    // MARK: - Paths

    /// The path that `key` of `section` names.
    func filePath(_ key: String, of section: MappingReader) -> String? {
        section.value(key, "a path") { text in
            text.isEmpty || text.utf8.contains(0) ? nil : resolve(text)
        }
    }

    /// The path that `name` means here: below the home directory for `~/`, else relative to this
    /// file.
    func resolve(_ name: String) -> String {
        if name.hasPrefix("~/"), let home = loader.environment["HOME"] {
            return "\(home)/\(name.dropFirst(2))"
        }
        return FileReading.resolve(name, in: path)
    }

    /// The files that the list `key` of paths and globs names, each once, with the place that
    /// names it; nil when it is no list.
    func files(_ key: String) -> [(path: String, position: SourcePosition)]? {
        guard keys.member(key) != nil else { return [] }
        guard let names = keys.texts(key) else { return nil }
        var files: [(path: String, position: SourcePosition)] = []
        var seen: Set<String> = []
        for (name, node) in names {
            let place = keys.place(of: node)
            var found = [resolve(name)]
            if name.isEmpty {
                problems.error(at: place, "an item of `\(key)` is a path or a glob")
                continue
            }
            if FileReading.isGlob(name) {
                do {
                    let pattern = name.hasPrefix("~/") ? resolve(name) : name
                    found = try FileReading.files(matching: pattern, in: path)
                    if found.isEmpty {
                        problems.warning(at: place, "no file matches \(quoted(name))")
                    }
                } catch {
                    problems.error(at: place, error.message)
                    continue
                }
            }
            files += found.filter { seen.insert($0).inserted }.map { ($0, place) }
        }
        return files
    }

    /// Warns when the file `name`, which holds `what`, can be read by everybody.
    func warnIfPublic(_ name: String, _ what: String, at position: SourcePosition) {
        guard let status = try? FileSystem.status(of: name), status.permissions & 0o004 != 0 else {
            return
        }
        problems.warning(
            at: position, "\(what), and everybody can read \(quoted(name, limit: 1024)) (chmod o-r)"
        )
    }
}
