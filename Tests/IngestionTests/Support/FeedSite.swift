// SPDX-License-Identifier: Apache-2.0

import LoopbackHTTP
import Synchronization

/// A site of feeds on loopback, whose documents a test changes: each has an ETag of its own and is
/// answered by 304 to whoever has it.
final class FeedSite: Sendable {
    let server: LoopbackServer
    private let pages: Pages

    /// Guards what is served.
    private final class Pages: Sendable {
        let replies = Mutex<[String: HTTPReply]>([:])
    }

    init(address: String = "127.0.0.1") throws {
        let pages = Pages()
        self.pages = pages
        server = try LoopbackServer(address: address) { request in
            let reply = pages.replies.withLock { $0[request.path] } ?? HTTPReply(status: 404)
            let etag = reply.headers.first { $0.name == "ETag" }?.value
            if let etag, request.header("If-None-Match") == etag {
                return HTTPReply(status: 304, headers: [HTTPHeader("ETag", etag)])
            }
            return reply
        }
    }

    deinit { server.stop() }

    /// Serves an RSS feed of `items` at `path`.
    func publish(_ path: String, title: String = "Sample", _ items: [SampleItem]) {
        let body = SampleItem.rss(title: title, items)
        let etag = "\"\(body.utf8.reduce(5381) { ($0 &* 33) ^ UInt64($1) })\""
        publish(path, HTTPReply(body, headers: [HTTPHeader("ETag", etag)]))
    }

    /// Serves any reply at `path`.
    func publish(_ path: String, _ reply: HTTPReply) {
        pages.replies.withLock { $0[path] = reply }
    }

    /// The requests for `path`.
    func requests(for path: String) -> [HTTPRequest] {
        server.requests.filter { $0.path == path }
    }
}

/// An item of a sample feed. The texts of two numbers share no more than the topic's words.
struct SampleItem: Sendable {
    var guid: String
    var link: String
    var title: String
    var description: String

    /// An item that matches the topic of `DaemonRun`.
    static func match(_ number: Int, host: String = "news.example.org") -> SampleItem {
        let word = Self.word(number)
        return SampleItem(
            guid: "guid-\(number)", link: "https://\(host)/story/\(number)",
            title: "Abductions: \(word) speaks on North Korea",
            description:
                "<p>\(word) \(Self.word(number &* 7 &+ 3)) \(Self.word(number &* 13 &+ 5)) "
                + "asks Pyongyang in case \(number) about \(Self.word(number &* 17 &+ 11)).</p>")
    }

    /// An item that matches no topic.
    static func miss(_ number: Int) -> SampleItem {
        SampleItem(
            guid: "miss-\(number)", link: "https://news.example.org/other/\(number)",
            title: "Weather \(number)", description: "Rain in \(Self.word(number)).")
    }

    /// The feed document of `items`.
    static func rss(title: String, _ items: [SampleItem]) -> String {
        let body = items.map { item in
            """
            <item><title>\(item.title)</title><link>\(item.link)</link>
            <guid isPermaLink="false">\(item.guid)</guid>
            <description><![CDATA[\(item.description)]]></description></item>

            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0"><channel><title>\(title)</title><link>https://news.example.org/</link>
            <description>A sample</description><language>en</language>
            \(body.joined())</channel></rss>
            """
    }

    private static func word(_ number: Int) -> String {
        var rest = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        var word = ""
        for _ in 0..<5 {
            word += String(Array("bdfgklmnprst")[Int(rest % 12)])
            rest /= 12
            word += String(Array("aeiou")[Int(rest % 5)])
            rest /= 5
        }
        return word
    }
}
