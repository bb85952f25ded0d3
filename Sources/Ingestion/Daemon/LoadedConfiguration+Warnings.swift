// SPDX-License-Identifier: Apache-2.0

internal import Settings

extension Configuration {
    /// What is configured and not done by this version: said, lest somebody relies on it.
    var withoutEffect: [SettingsProblem] {
        guard store.deleteAfter != nil else { return [] }
        return [
            SettingsProblem(
                .warning, at: SourcePosition(file: path),
                "`store.delete_after` has no effect in this version")
        ]
    }
}
