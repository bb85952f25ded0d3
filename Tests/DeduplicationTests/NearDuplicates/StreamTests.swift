// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Foundation
import Testing

@testable import Deduplication

/// Streams of documents: a line with `of` is a copy of the document named there.
@Suite struct StreamTests {
    struct Stream: Sendable, CustomTestStringConvertible {
        let name: String
        let documents: [StreamDocument]
        let originals: [String: String]
        var testDescription: String { name }
    }

    static let streams: [Stream] = {
        let folder = Bundle.module.bundleURL.appending(path: "Fixtures/streams")
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        return (files ?? []).sorted { $0.path < $1.path }.compactMap(read)
    }()

    @Test func thereAreStreams() {
        #expect(Self.streams.count >= 10)
        #expect(Self.streams.allSatisfy { $0.documents.count >= 3 })
    }

    @Test(arguments: streams)
    func copiesAreFoundAndNothingElse(_ stream: Stream) {
        var judge = DuplicateStream()
        var roots: [String: String] = [:]
        for document in stream.documents {
            let id = document.id.string
            switch judge.judge(document) {
            case .new: roots[id] = id
            case .duplicate(let of): roots[id] = roots[of.string]
            case .nearDuplicate(let of, let similarity):
                roots[id] = roots[of.string]
                #expect((0.65...1).contains(similarity))
            }
            #expect(roots[id] == stream.originals[id] ?? id, "\(id)")
        }
    }

    @Test(arguments: streams)
    func neverMeansNever(_ stream: Stream) {
        var judge = DuplicateStream(similarity: nil)
        for document in stream.documents {
            if case .nearDuplicate = judge.judge(document) { Issue.record("\(document.id)") }
        }
    }

    @Test func oneURLInManyFormsIsOneDocument() {
        var judge = DuplicateStream()
        let first = StreamDocument(id: "1", title: "A", url: "https://www.example.org/a", text: "B")
        #expect(judge.judge(first) == .new)
        let again = StreamDocument(id: "2", title: "C", url: "http://m.example.org/a/amp/?ref=x")
        #expect(judge.judge(again) == .duplicate(of: "1"))
    }

    private static func read(_ file: URL) -> Stream? {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        var originals: [String: String] = [:]
        let documents = text.split(separator: "\n").compactMap { line -> StreamDocument? in
            guard
                let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
                    as? [String: String]
            else { return nil }
            func field(_ name: String) -> UTF8Text { UTF8Text(object[name] ?? "") }
            originals[object["id"] ?? ""] = object["of"]
            return StreamDocument(
                id: field("id"), title: field("title"), url: field("url"), text: field("text"),
                source: field("source"))
        }
        return Stream(
            name: file.deletingPathExtension().lastPathComponent, documents: documents,
            originals: originals)
    }
}
