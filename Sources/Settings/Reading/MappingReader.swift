// SPDX-License-Identifier: Apache-2.0

/// A mapping of a file being read: hands out the values of its keys as the types that are asked
/// for, and notes what does not fit. A value that does not fit reads as an absent one.
struct MappingReader {
    /// The text that the mapping stands in.
    let source: SourceText
    /// Where problems go.
    let problems: ProblemList
    /// The mapping.
    let node: YAMLNode
    private var members: [String: YAMLNode.Member] = [:]

    /// A reader for `node`, which may have `keys` and no others; nil, and a problem, when it is no
    /// mapping. Nothing written is a mapping without keys.
    ///
    /// - Parameter example: What might stand there, for who wrote something else.
    init?(
        _ node: YAMLNode, keys: [String], source: SourceText, problems: ProblemList,
        example: String? = nil
    ) {
        self.source = source
        self.problems = problems
        self.node = node
        if node.isAbsent { return }
        guard case .mapping(let all) = node.content else {
            problems.error(
                at: place(of: node),
                "this is \(node.kind), not a mapping of keys"
                    + (example.map { " such as `\($0)`" } ?? ""))
            return nil
        }
        for member in all {
            if let first = members[member.key] {
                let line = place(of: first.keyNode).line
                problems.error(
                    at: place(of: member.keyNode),
                    "\(quoted(member.key)) is given twice; first on line \(line)")
            } else if !keys.contains(member.key) {
                let known = "; known here: \(keys.joined(separator: ", "))"
                problems.error(
                    at: place(of: member.keyNode),
                    "unknown key \(quoted(member.key))"
                        + hint(for: member.key, among: keys, otherwise: known))
            }
            if members[member.key] == nil { members[member.key] = member }
        }
    }

    /// Where `node` begins.
    func place(of node: YAMLNode) -> SourcePosition {
        source.position(at: node.range.lowerBound)
    }

    /// Where the value of `key` begins; where the mapping does, if it has none.
    func place(of key: String) -> SourcePosition {
        place(of: members[key]?.value ?? node)
    }

    /// The member with `key`.
    func member(_ key: String) -> YAMLNode.Member? { members[key] }

    // MARK: - Single values

    /// The text of `key`.
    func text(_ key: String) -> String? {
        guard let member = members[key] else { return nil }
        guard case .scalar(let text, _) = member.value.content else {
            problems.error(
                at: place(of: member.value), "`\(key)` is a single value, not \(member.value.kind)")
            return nil
        }
        guard !member.value.isAbsent else {
            problems.error(at: place(of: member.keyNode), "`\(key)` has no value")
            return nil
        }
        return text
    }

    /// What `parse` makes of the text of `key`; `wanted` says what it should be when that is nil.
    func value<Value>(
        _ key: String, _ wanted: String, _ parse: (String) throws(InvalidValue) -> Value?
    ) -> Value? {
        guard let text = text(key) else { return nil }
        do {
            if let value = try parse(text) { return value }
            problems.error(at: place(of: key), "`\(key)` is \(wanted), not \(quoted(text))")
        } catch {
            problems.error(at: place(of: key), error.message)
        }
        return nil
    }

    /// `true` or `false`, and the other words of YAML 1.1 for them.
    ///
    /// - Parameter wanted: What is told to be possible.
    func flag(_ key: String, _ wanted: String = "`true` or `false`") -> Bool? {
        value(key, wanted) { text in
            switch text.lowercased() {
            case "true", "yes", "on": true
            case "false", "no", "off": false
            default: nil
            }
        }
    }

    /// A whole number within `range`.
    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        value(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A duration within `range`.
    func duration(
        _ key: String, in range: ClosedRange<Duration>, or other: String = ""
    ) -> Duration? {
        value(key, "a whole number and one of ms, s, m, h, d, w, such as `90s`\(other)") {
            text throws(InvalidValue) in
            guard let duration = Duration(settingsText: text) else { return nil }
            guard range.contains(duration) else {
                let (least, most) = (range.lowerBound.settingsText, range.upperBound.settingsText)
                throw InvalidValue("`\(key)` is from \(least) to \(most), not \(quoted(text))")
            }
            return duration
        }
    }

    /// A duration within `range`, or `never`, which is `.some(nil)`.
    func durationOrNever(_ key: String, in range: ClosedRange<Duration>) -> Duration?? {
        if case .scalar("never", _) = members[key]?.value.content { return .some(nil) }
        return duration(key, in: range, or: ", or `never`").map { .some($0) }
    }

    /// A size within `range`.
    func size(_ key: String, in range: ClosedRange<Int>) -> Int? {
        value(key, "a whole number and one of B, KiB, MiB, GiB, such as `16MiB`") {
            text throws(InvalidValue) in
            guard let size = ByteCount.parse(text) else { return nil }
            guard range.contains(size) else {
                let least = ByteCount.text(range.lowerBound)
                let most = ByteCount.text(range.upperBound)
                throw InvalidValue("`\(key)` is from \(least) to \(most), not \(quoted(text))")
            }
            return size
        }
    }

    /// One of the words of `Choice`.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice? {
        let words = Choice.allCases.map(\.rawValue)
        return value(key, "one of \(words.joined(separator: ", "))") { text throws(InvalidValue) in
            if let choice = Choice(rawValue: text) { return choice }
            guard let near = nearest(to: text, among: words) else { return nil }
            throw InvalidValue("unknown `\(key)` \(quoted(text)); did you mean `\(near)`?")
        }
    }

    // MARK: - Lists and mappings

    /// The items of the list `key`; nothing written is an empty list.
    func list(_ key: String) -> [YAMLNode]? {
        guard let member = members[key] else { return nil }
        if member.value.isAbsent { return [] }
        guard case .sequence(let items) = member.value.content else {
            problems.error(
                at: place(of: member.value),
                "`\(key)` is a list (`[a, b]`, or lines that begin with `-`), not "
                    + member.value.kind)
            return nil
        }
        return items
    }

    /// The texts of the list `key`, with the nodes that they stand in.
    func texts(_ key: String) -> [(text: String, node: YAMLNode)]? {
        list(key)?.compactMap { item in
            if case .scalar(let text, _) = item.content { return (text, item) }
            problems.error(at: place(of: item), "an item of `\(key)` is text, not \(item.kind)")
            return nil
        }
    }

    /// The members of the mapping `key`, each key once; nothing written is an empty mapping.
    func members(of key: String) -> [YAMLNode.Member]? {
        guard let member = members[key] else { return nil }
        if member.value.isAbsent { return [] }
        guard case .mapping(let all) = member.value.content else {
            problems.error(
                at: place(of: member.value), "`\(key)` is a mapping, not \(member.value.kind)")
            return nil
        }
        var seen: Set<String> = []
        return all.filter { member in
            if seen.insert(member.key).inserted { return true }
            problems.error(
                at: place(of: member.keyNode), "\(quoted(member.key)) is given twice in `\(key)`")
            return false
        }
    }

    /// A reader for the mapping `key`, which may have `keys`.
    func section(_ key: String, keys: [String]) -> MappingReader? {
        members[key].flatMap {
            MappingReader($0.value, keys: keys, source: source, problems: problems)
        }
    }
}
