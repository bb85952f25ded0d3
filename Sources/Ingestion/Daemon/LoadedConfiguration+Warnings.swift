// SPDX-License-Identifier: Apache-2.0

internal import Settings

extension Configuration {
    /// What is configured and not done by this version: said, lest somebody relies on it.
    var withoutEffect: [SettingsProblem] {
        var problems: [SettingsProblem] = []
        func warn(_ key: String, if isSet: Bool) {
            guard isSet else { return }
            problems.append(
                SettingsProblem(
                    .warning, at: SourcePosition(file: path),
                    "`\(key)` has no effect in this version"))
        }
        warn("metrics.textfile", if: metricsTextFile != nil)
        warn("store.near_misses", if: store.nearMissesPerDay > 0)
        warn("store.delete_after", if: store.deleteAfter != nil)
        return problems
    }
}
