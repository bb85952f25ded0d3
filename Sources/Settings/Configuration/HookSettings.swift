// SPDX-License-Identifier: Apache-2.0

/// `hooks:` a program that is run for each new story.
public struct HookSettings: Sendable, Equatable {
    /// The name, unique: `[a-z0-9-]+`.
    public var name: String
    /// The topic whose stories it gets; nil for all.
    public var topic: String?
    /// The program's path, then its arguments.
    public var command: [String]
    /// How long one run may take.
    public var timeout: Duration = .seconds(30)
    /// What its environment holds beside `FEEDWATCH_STORY_ID`.
    public var environment: [String: String] = [:]
    /// Where it stands.
    public var position: SourcePosition
}
