// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import SystemCalls

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
    let (topic, problems) = surveyTopicFile(path)
    return (problems.contains { $0.severity == .error } ? nil : topic, problems)
}

/// Reads the topic file at `path` like `loadTopicFile`, and gives what could be read of it even
/// when an error is among the problems, so that its query is looked at as well.
func surveyTopicFile(_ path: String) -> (topic: TopicFile?, problems: [SettingsProblem]) {
    let problems = ProblemList()
    var reading = FileReading.yaml(path, problems).flatMap {
        TopicFileReading($0, path: path, problems: problems)
    }
    return (reading?.topic(), problems.inOrder)
}

extension TopicFile {
    /// What the topic in the file at `path`, which cannot be read as one, is probably called: what
    /// its line `name:` says, or the file's own name.
    static func likelyNames(in path: String) -> [String] {
        var names: [String] = []
        let file = path.split(separator: "/").last ?? ""
        names.append(String(file.prefix { $0 != "." }))
        let bytes = (try? FileSystem.contents(of: path, limit: YAMLDocument.maxBytes)) ?? []
        var rest = bytes[...]
        while !rest.isEmpty {
            let line = TextLine(first: rest)
            rest = rest[line.next...]
            let text = String(decoding: line.content, as: UTF8.self)
            guard text.hasPrefix("name:") else { continue }
            names.append(
                String(text.dropFirst(5).filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }))
        }
        return names
    }
}
