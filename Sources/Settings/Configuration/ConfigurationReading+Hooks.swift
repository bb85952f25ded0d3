// SPDX-License-Identifier: Apache-2.0

extension ConfigurationReading {
    /// `hooks:`
    func hooks(topics: TopicReferences) -> [HookSettings] {
        var names: Set<String> = []
        return (keys.list("hooks") ?? []).compactMap { node in
            let section = MappingReader(
                node, keys: ["name", "topic", "command", "timeout", "env"], source: keys.source,
                problems: problems)
            guard let section, let hook = hook(section, topics) else { return nil }
            if !names.insert(hook.name).inserted {
                problems.error(
                    at: section.place(of: "name"), "another hook is called \(quoted(hook.name))")
            }
            return hook
        }
    }

    private func hook(_ section: MappingReader, _ topics: TopicReferences) -> HookSettings? {
        let place = section.place(of: section.node)
        for key in ["name", "command"] where section.member(key) == nil {
            problems.error(at: place, "a hook needs a `\(key)`")
        }
        let name = section.value("name", "of a-z, 0-9 and `-`, at most 64 of them") {
            TopicName.isValid($0) ? $0 : nil
        }
        let topic = section.text("topic")
        if let topic, let problem = topics.problem(with: topic) {
            problems.error(at: section.place(of: "topic"), problem)
        }
        let command = command(section)
        let timeout = section.duration("timeout", in: .milliseconds(1)...(.seconds(86_400)))
        let environment = environment(section)
        guard let name, let command else { return nil }
        var hook = HookSettings(name: name, topic: topic, command: command, position: place)
        hook.timeout = timeout ?? hook.timeout
        hook.environment = environment
        return hook
    }

    /// The program, which is not looked for along `PATH`, and its arguments.
    private func command(_ section: MappingReader) -> [String]? {
        guard let items = section.texts("command") else { return nil }
        var words = items.map(\.text)
        if words.contains(where: { $0.utf8.contains(0) }) {
            problems.error(at: section.place(of: "command"), "`command` holds a zero byte")
            return nil
        }
        guard let program = words.first, program.contains("/") else {
            problems.error(
                at: section.place(of: "command"),
                "`command` begins with the path of a program, such as `/usr/local/bin/on-story`")
            return nil
        }
        words[0] = resolve(program)
        return words
    }

    private func environment(_ section: MappingReader) -> [String: String] {
        var environment: [String: String] = [:]
        for member in section.members(of: "env") ?? [] {
            let place = section.place(of: member.keyNode)
            guard case .scalar(let value, _) = member.value.content else {
                problems.error(at: section.place(of: member.value), "a variable's value is text")
                continue
            }
            if !Self.isVariable(member.key) || value.utf8.contains(0) {
                problems.error(at: place, "\(quoted(member.key)) is no variable: [A-Za-z0-9_]+")
            } else if Self.isReserved(member.key) {
                problems.error(at: place, "hooks never get `\(member.key)` from the configuration")
            } else {
                environment[member.key] = value
                if HeaderField.isSecret(name: member.key) {
                    warnIfPublic(path, "`\(member.key)` is a secret", at: place)
                }
            }
        }
        return environment
    }

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return name.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// What a hook must not take from the service manager, and what the daemon sets.
    private static func isReserved(_ name: String) -> Bool {
        name == "NOTIFY_SOCKET" || name == "CREDENTIALS_DIRECTORY" || name == "FEEDWATCH_STORY_ID"
            || name.hasPrefix("WATCHDOG_")
    }
}
