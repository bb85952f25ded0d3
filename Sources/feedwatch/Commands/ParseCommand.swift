// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import FeedParsing
import JSON
import SystemCalls

/// `feedwatch parse`: feed files as JSON Feed.
struct ParseCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Prints feeds as JSON Feed 1.1, one document a line.",
        discussion: """
            Malformed feeds give what could be recovered, and `bozo` true. What is no feed is told \
            on standard error, and the command ends with 65; the other files are parsed all the \
            same. On a terminal, documents are indented.

            EXAMPLES
              feedwatch parse feed.xml | jq '.items[].title'
              curl -s https://example.org/rss | feedwatch parse --base-url https://example.org/rss
            """)

    @Option(
        help: ArgumentHelp(
            "Where the document came from: relative links start there.",
            valueName: "url"))
    var baseUrl: String?

    @Option(
        help: ArgumentHelp("The Content-Type that it came with.", valueName: "type"))
    var contentType: String?

    @Flag(help: "On one line, on a terminal too.")
    var json = false

    @Argument(help: "Feed files; standard input without any, or for -.", completion: .file())
    var files: [String] = []

    /// How many bytes of JSON are put out at a time.
    private static let pieceSize = 1 << 16

    mutating func run(in context: Context) throws -> ExitStatus {
        try checkBase()
        var options = FeedParser.Options()
        options.keepsHTML = true
        options.keepsRelativeLinks = baseUrl == nil
        let parser = FeedParser(options: options)
        var reader = DocumentReader()
        var writer = JSONWriter(
            layout: context.terminal.isTerminal && !json ? .indented : .compact)
        var status = ExitStatus.success
        for file in files.isEmpty ? ["-"] : files + context.moreFiles {
            let feed: Feed
            do throws(CommandFailure) {
                feed = try self.feed(in: file, parser, &reader)
            } catch {
                context.note(error.text)
                if status == .success { status = error.status }
                continue
            }
            // A document of many entries is put out in pieces, which memory is used for again.
            try JSONFeedDocument.write(feed, into: &writer) { json throws(SystemError) in
                if json.count >= Self.pieceSize { try context.output.writeJSON(&json) }
            }
            writer.endLine()
            try context.output.writeJSON(&writer)
        }
        return status
    }

    /// A base that is none would silently leave every relative link out.
    private func checkBase() throws(CommandFailure) {
        guard let baseUrl else { return }
        let url = URIReference(baseUrl)
        let isClean = url.bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F }
        guard isClean, url.isWebURL || url.hasScheme("file") else {
            throw CommandFailure(
                .usage, "--base-url: not an absolute http, https or file URL",
                advice: "such as https://example.org/feed.xml")
        }
    }

    private func feed(
        in file: String, _ parser: FeedParser, _ reader: inout DocumentReader
    ) throws(CommandFailure) -> Feed {
        do {
            try reader.read(file)
        } catch {
            throw CommandFailure(error)
        }
        let outcome = unsafe reader.withBytes {
            unsafe parser.parse($0, contentType: contentType, baseURL: baseUrl)
        }
        switch outcome {
        case .feed(let feed): return feed
        case .notAFeed(let verdict):
            let feeds = verdict.advertisedFeeds.prefix(5).map(\.url).joined(separator: "\n  ")
            throw CommandFailure(.badInput, "\(file): \(verdict.message)", advice: feeds)
        }
    }
}
