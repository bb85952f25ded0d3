// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Glibc
import Ingestion
import Settings
import SystemCalls
import TopicMatching

/// A topic file read and compiled.
struct LoadedTopic {
    let file: TopicFile
    let set: TopicSet

    /// Why a topic cannot be used.
    enum Failure: Error {
        /// The file is not there or cannot be read.
        case unreadable(SystemError)
        /// The file is no topic file.
        case settings([SettingsProblem])
        /// The query or phrases are wrong: the first error of each, at least one.
        case queries([(error: QueryError, position: SourcePosition)])
    }

    /// Reads and compiles the topic file at `path`; `warnings` takes what only looks wrong.
    init(_ path: String, warnings: inout [SettingsProblem]) throws(Failure) {
        do throws(SystemError) {
            guard try FileSystem.status(of: path) != nil else {
                throw SystemError(operation: "open", path: path, errno: ENOENT)
            }
        } catch {
            throw .unreadable(error)
        }
        let (topic, problems) = loadTopicFile(path)
        guard let topic else { throw .settings(problems) }
        warnings += problems
        file = topic
        do {
            set = try TopicSet([topic.definition])
        } catch {
            let errors = TopicSet.errors(in: [topic.definition])
            throw .queries(
                errors.map { ($0, topic.position(of: $0.part, scalarOffset: $0.position)) })
        }
    }
}

extension LoadedTopic {
    /// Tries the topic's examples.
    func checkExamples() -> [ExampleCheck] {
        // It compiled before; what compiles has no problems.
        CompiledTopics.compile([file]).topics?.checkExamples() ?? []
    }
}

extension LoadedTopic.Failure {
    /// The status to end with.
    var status: ExitStatus {
        switch self {
        case .unreadable(let error): CommandFailure(error).status
        case .settings, .queries: .badInput
        }
    }

    /// What is wrong, a line each: `file:line:column: message`.
    var lines: [String] {
        switch self {
        case .unreadable(let error): [CommandFailure(error).message]
        case .settings(let problems): problems.map(\.description)
        case .queries(let errors):
            errors.map { "\($0.position): \($0.error.code.rawValue): \($0.error.message)" }
        }
    }
}
