// SPDX-License-Identifier: Apache-2.0

extension OPML {
    /// The document, in UTF-8: one outline a line, folders nested, each folder once for feeds that
    /// follow each other in it.
    public func write() -> [UInt8] {
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<opml version=\"2.0\">", "  <head>",
            "    <title>\(Self.escaped(title))</title>", "  </head>", "  <body>",
        ]
        var open: [String] = []
        for feed in feeds {
            Self.enter(feed.folder, from: &open, &lines)
            lines.append("\(Self.indentation(open.count))<outline\(Self.attributes(of: feed))/>")
        }
        Self.enter([], from: &open, &lines)
        lines += ["  </body>", "</opml>", ""]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// The feeds as the key `feeds:` of a configuration. User names and passwords stay behind,
    /// with a comment where they stood.
    public func configurationYAML() -> [UInt8] {
        var lines = ["feeds:"]
        for feed in feeds {
            guard let address = try? FeedAddress(feed.url, schemes: ["http", "https"]) else {
                continue
            }
            if address.credentials != nil {
                lines.append("  # its user name and password belong into a headers_file")
            }
            lines.append("  - url: \(Self.yamlString(address.url))")
            if !feed.title.isEmpty { lines.append("    name: \(Self.yamlString(feed.title))") }
            if !feed.isEnabled { lines.append("    enabled: false") }
        }
        if feeds.isEmpty { lines = ["feeds: []"] }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Closes and opens the outlines that lead from the folder `open` to `folder`.
    private static func enter(
        _ folder: [String], from open: inout [String], _ lines: inout [String]
    ) {
        let shared = zip(open, folder).prefix { $0 == $1 }.count
        while open.count > shared {
            open.removeLast()
            lines.append("\(indentation(open.count))</outline>")
        }
        for name in folder[shared...] {
            lines.append("\(indentation(open.count))<outline text=\"\(escaped(name))\">")
            open.append(name)
        }
    }

    private static func indentation(_ depth: Int) -> String {
        String(repeating: " ", count: 4 + 2 * depth)
    }

    private static func attributes(of feed: Subscription) -> String {
        let text = feed.title.isEmpty ? feed.url : feed.title
        let all = [
            ("type", "rss"), ("text", text), ("title", feed.title), ("xmlUrl", feed.url),
            ("htmlUrl", feed.homePageURL), ("language", feed.language),
            ("category", feed.categories.joined(separator: ",")),
            ("description", feed.description), ("isComment", feed.isEnabled ? "" : "true"),
        ]
        return all.map { $1.isEmpty ? "" : " \($0)=\"\(escaped($1))\"" }.joined()
    }

    /// `text` for an attribute or an element; what XML 1.0 section 2.2 cannot hold is left out.
    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;".unicodeScalars
            case "<": escaped += "&lt;".unicodeScalars
            case ">": escaped += "&gt;".unicodeScalars
            case "\"": escaped += "&quot;".unicodeScalars
            case "\t": escaped += "&#9;".unicodeScalars
            case "\n": escaped += "&#10;".unicodeScalars
            case "\r": escaped += "&#13;".unicodeScalars
            case "\u{FFFE}", "\u{FFFF}": continue
            default: if scalar.value >= 0x20 { escaped.append(scalar) }
            }
        }
        return String(escaped)
    }

    /// `text` as a double-quoted scalar, control characters and invisible ones escaped.
    private static func yamlString(_ text: String) -> String {
        var escaped = "\""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
                let digits = String(scalar.value, radix: 16)
                escaped += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            default:
                if scalar == "\"" || scalar == "\\" { escaped += "\\" }
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped + "\""
    }
}
