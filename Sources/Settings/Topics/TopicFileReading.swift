// SPDX-License-Identifier: Apache-2.0

import FeedModel
import SystemCalls

/// Reads a topic file (QUERY.md section 7) key by key.
struct TopicFileReading {
    private let path: String
    private let keys: MappingReader
    private let problems: ProblemList
    private var parts: [TopicPart: YAMLNode] = [:]

    private static let known = [
        "name", "title", "query", "any", "all", "none", "weights", "threshold", "mask", "fold_han",
        "examples",
    ]

    /// A reading of `document`; nil, and a problem, when it is no mapping.
    init?(_ document: YAMLDocument, path: String, problems: ProblemList) {
        let keys = MappingReader(
            document.root, keys: Self.known, source: document.source, problems: problems)
        guard let keys else { return nil }
        (self.path, self.keys, self.problems) = (path, keys, problems)
    }

    /// The topic; nil when it has no name or nothing to look for.
    mutating func topic() -> TopicFile? {
        let name = name()
        let title = keys.text("title") ?? ""
        let criteria = criteria()
        let none = phrases("none", TopicPart.none)
        let mask = phrases("mask", TopicPart.mask)
        let foldsHan = keys.flag("fold_han") ?? true
        let examples = examples()
        guard let name, let criteria else { return nil }
        var definition = TopicDefinition(name: name, title: title, criteria: criteria)
        definition.none = none ?? []
        definition.mask = mask ?? []
        definition.foldsHan = foldsHan
        return TopicFile(
            definition: definition, path: path, examples: examples,
            position: keys.place(of: "name"), source: keys.source, parts: parts)
    }

    /// The name; that of the file, without its ending, where none is written.
    private func name() -> String? {
        guard keys.member("name") != nil else {
            let file = path.split(separator: "/").last ?? ""
            let stem = String(file.prefix { $0 != "." })
            if TopicName.isValid(stem) { return stem }
            problems.error(at: keys.place(of: keys.node), "a topic needs a `name`: [a-z0-9-]+")
            return nil
        }
        return keys.value("name", "of a-z, 0-9 and `-`, at most 64 of them") {
            TopicName.isValid($0) ? $0 : nil
        }
    }

    // MARK: - What a document has to have

    private mutating func criteria() -> TopicDefinition.Criteria? {
        var lists = TopicDefinition.Lists()
        lists.any = phrases("any", TopicPart.any)
        lists.all = phrases("all", TopicPart.all)
        lists.weights = weights()
        if let threshold = decimal("threshold") { lists.threshold = threshold }
        warnOfIdleKeys()
        let written = ["any", "all", "weights"].filter { keys.member($0) != nil }
        guard let query = keys.member("query") else {
            if !written.isEmpty { return .lists(lists) }
            problems.error(
                at: keys.place(of: keys.node),
                "a topic needs `query`, or one of the lists `any`, `all`, `weights`")
            return nil
        }
        if let list = written.first, let member = keys.member(list) {
            problems.error(
                at: keys.place(of: member.keyNode),
                "`\(list)` and `query` cannot stand in one topic: say it all in one of them")
        }
        // What is empty, or no query, is for the query's own parser to say.
        guard case .scalar(let text, _) = query.value.content else {
            _ = keys.text("query")
            return nil
        }
        parts[.query] = query.value
        return .query(text)
    }

    private func warnOfIdleKeys() {
        if let threshold = keys.member("threshold"), keys.member("weights") == nil {
            problems.warning(
                at: keys.place(of: threshold.keyNode), "`threshold` does nothing without `weights`")
        }
        if let any = keys.member("any"), case .sequence(let items) = any.value.content,
            items.isEmpty
        {
            problems.warning(
                at: keys.place(of: any.keyNode),
                "one of `any` has to hold and there is none: "
                    + "nothing can match")
        }
    }

    /// The phrases of the list `key`, their places noted.
    private mutating func phrases(_ key: String, _ part: (Int) -> TopicPart) -> [String]? {
        guard let items = keys.texts(key) else { return nil }
        for (index, item) in items.enumerated() { parts[part(index)] = item.node }
        return items.map(\.text)
    }

    private mutating func weights() -> [TopicDefinition.WeightedPhrase]? {
        guard let members = keys.members(of: "weights") else { return nil }
        for (index, member) in members.enumerated() { parts[.weights(index)] = member.keyNode }
        return members.compactMap { member in
            guard case .scalar(let text, _) = member.value.content, let weight = Decimal.parse(text)
            else {
                problems.error(
                    at: keys.place(of: member.value),
                    "the weight of \(quoted(member.key)) is a number from -1000000 to 1000000")
                return nil
            }
            return TopicDefinition.WeightedPhrase(phrase: member.key, weight: weight)
        }
    }

    private func decimal(_ key: String) -> Double? {
        keys.value(key, "a number from -1000000 to 1000000", Decimal.parse)
    }

    // MARK: - Examples

    private func examples() -> TopicFile.Examples {
        var examples = TopicFile.Examples()
        guard let section = keys.section("examples", keys: ["match", "ignore"]) else {
            return examples
        }
        examples.match = files("match", of: section)
        examples.ignore = files("ignore", of: section)
        return examples
    }

    /// The files that the list `key` names; a file named twice is one.
    private func files(_ key: String, of section: MappingReader) -> [String] {
        var files: [String] = []
        for (name, node) in section.texts(key) ?? [] {
            guard FileReading.isGlob(name) else {
                files.append(FileReading.resolve(name, in: path))
                continue
            }
            do {
                let found = try FileReading.files(matching: name, in: path)
                if found.isEmpty {
                    problems.warning(at: section.place(of: node), "no file matches \(quoted(name))")
                }
                files += found
            } catch {
                problems.error(at: section.place(of: node), error.message)
            }
        }
        var seen: Set<String> = []
        return files.filter { seen.insert($0).inserted }
    }
}
