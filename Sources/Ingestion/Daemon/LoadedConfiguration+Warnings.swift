// SPDX-License-Identifier: Apache-2.0

internal import Settings

extension Configuration {
    /// What is configured and not done by this version: said, lest somebody relies on it.
    var withoutEffect: [SettingsProblem] {
        var problems = hooks.map { hook in
            SettingsProblem(
                .warning, at: hook.position, "hook `\(hook.name)`: this version runs no hooks")
        }
        func warn(_ key: String, if isSet: Bool) {
            guard isSet else { return }
            problems.append(
                SettingsProblem(
                    .warning, at: SourcePosition(file: path),
                    "`\(key)` has no effect in this version"))
        }
        warn("store.topic_feeds", if: store.writesTopicFeeds)
        return problems
    }
}
