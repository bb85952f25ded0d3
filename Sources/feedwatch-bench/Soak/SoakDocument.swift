// SPDX-License-Identifier: Apache-2.0

/// The documents of the soak's feeds: one third RSS, one third Atom, one third JSON Feed.
struct SoakDocument {
    let feed: SoakFeed
    let newest: Int

    /// The media type.
    var type: String {
        switch feed.number % 3 {
        case 0: "application/rss+xml"
        case 1: "application/atom+xml"
        default: "application/feed+json"
        }
    }

    /// The whole document.
    var bytes: [UInt8] {
        let text =
            switch feed.number % 3 {
            case 0: rss
            case 1: atom
            default: json
            }
        return Array(text.utf8)
    }

    private var title: String { "Soak \(feed.number)" }
    private var entries: [SoakEntry] { feed.entries(newest: newest) }

    private func text(of entry: SoakEntry) -> String {
        entry.text(isChanged: entry.changesLater && newest - entry.number >= 3)
    }
    private func guid(of entry: SoakEntry) -> String {
        "tag:soak.example,2026:\(feed.number):\(entry.feed):\(entry.number)"
    }

    private var rss: String {
        let items = entries.map {
            """
            <item><title>\($0.title)</title><link>\($0.link)</link>\
            <guid isPermaLink="false">\(guid(of: $0))</guid>\
            <description>\(text(of: $0))</description></item>

            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0"><channel><title>\(title)</title>
            \(items.joined())</channel></rss>

            """
    }

    private var atom: String {
        let items = entries.map {
            """
            <entry><title>\($0.title)</title><link href="\($0.link)"/><id>\(guid(of: $0))</id>\
            <summary>\(text(of: $0))</summary></entry>

            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><title>\(title)</title>
            \(items.joined())</feed>

            """
    }

    private var json: String {
        let items = entries.map {
            """
            {"id":"\(guid(of: $0))","url":"\($0.link)","title":"\($0.title)",\
            "content_text":"\(text(of: $0))"}
            """
        }
        return """
            {"version":"https://jsonfeed.org/version/1.1","title":"\(title)",
            "items":[\(items.joined(separator: ",\n"))]}

            """
    }
}
