// SPDX-License-Identifier: Apache-2.0

/// A program that is run for each new story.
public struct Hook: Sendable, Equatable {
    /// The name, unique: `[a-z0-9-]+`. Its files below `DIR/hooks/` begin with it.
    public var name: String
    /// The topic whose stories it gets; nil for all.
    public var topic: String?
    /// The program's path, then its arguments.
    public var command: [String]
    /// How long one run may take.
    public var timeout: Duration
    /// What its environment holds beside the daemon's own.
    public var environment: [String: String]

    /// A hook.
    public init(
        name: String, topic: String? = nil, command: [String], timeout: Duration = .seconds(30),
        environment: [String: String] = [:]
    ) {
        self.name = name
        self.topic = topic
        self.command = command
        self.timeout = timeout
        self.environment = environment
    }
}
