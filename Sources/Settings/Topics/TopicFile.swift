// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// A topic as its file defines it, with the places where its parts stand.
public struct TopicFile: Sendable {
    /// The stories that a topic is held to.
    public struct Examples: Sendable, Equatable {
        /// Files that have to match.
        public var match: [String] = []
        /// Files that must not match.
        public var ignore: [String] = []
    }

    /// The topic, not yet compiled.
    public let definition: TopicDefinition
    /// The file it was read from.
    public let path: String
    /// The example files, globs expanded. One that was named and is not there stands here too.
    public let examples: Examples
    /// Where `name` stands.
    public let position: SourcePosition
    /// The text of the file.
    let source: SourceText
    /// The scalars that the parts are written as.
    let parts: [TopicPart: YAMLNode]

    /// Where the code point `scalarOffset` of `part` stands in the file, block scalars, folded
    /// lines and escapes included; the end of the part for an offset past it.
    public func position(of part: TopicPart, scalarOffset: Int) -> SourcePosition {
        guard let node = parts[part], case .scalar(let value, let style) = node.content else {
            return position
        }
        let places = ScalarAlignment.places(
            of: value, style: style, in: source.scalars, range: node.range)
        return source.position(at: places[min(max(scalarOffset, 0), places.count - 1)])
    }
}

/// Reads the topic file at `path`.
///
/// - Returns: The topic, or nil when an error is among the problems; and everything that is wrong
///   or looks wrong in the file. Queries and phrases are not parsed here.
public func loadTopicFile(_ path: String) -> (topic: TopicFile?, problems: [SettingsProblem]) {
    let problems = ProblemList()
    var reading = FileReading.yaml(path, problems).flatMap {
        TopicFileReading($0, path: path, problems: problems)
    }
    let topic = reading?.topic()
    return (problems.hasErrors ? nil : topic, problems.inOrder)
}
