// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Text

/// One check of `expectations.json`, as the README beside it explains the kinds.
struct Expectation {
    let check: [String: Any]
    let isTextOnly: Bool

    var kind: String { check["kind"] as? String ?? "" }

    /// Whether the printed document holds it; nil is what is no feed.
    func holds(in document: [String: Any]?) -> Bool {
        guard let document else { return kind == "survive" || (kind == "bozo" && wants(true)) }
        let extra = document["_feedwatch"] as? [String: Any] ?? [:]
        switch kind {
        case "survive": return true
        case "text": return values(document).contains { isText($0 as? String ?? "") }
        case "url": return values(document).contains { isURL($0 as? String ?? "") }
        case "id", "lang", "number": return values(document).contains { isSame($0) }
        case "instant": return values(document).contains { isInstant($0 as? String ?? "") }
        case "count": return (document["items"] as? [Any])?.count == check["want"] as? Int
        case "len":
            return values(document).contains { ($0 as? [Any])?.count ?? 0 == check["want"] as? Int }
        case "contains":
            return values(document).contains { ($0 as? [String] ?? []).contains(want) }
        case "author":
            return isAuthor(values(document).first.flatMap { $0 as? [[String: Any]] } ?? [])
        case "format":
            return (check["want"] as? [String] ?? []).contains(extra["format"] as? String ?? "")
        case "bozo": return (extra["bozo"] as? Bool).map { wants($0) } ?? false
        case "encoding": return isEncoding(extra["encoding"] as? String ?? "")
        case "body":
            return isBody(value(document, check["at"] as? [Any] ?? []) as? [String: Any] ?? [:])
        default: return false
        }
    }

    private var want: String { check["want"] as? String ?? "" }
    private var form: String { check["form"] as? String ?? "" }
    private func wants(_ truth: Bool) -> Bool { check["want"] as? Bool == truth }

    // MARK: - Paths

    /// The values at the path or the paths of the check.
    private func values(_ document: [String: Any]) -> [Any?] {
        let at = check["at"] as? [Any] ?? []
        let paths = at.first is [Any] ? at.compactMap { $0 as? [Any] } : [at]
        return paths.map { value(document, $0) }
    }

    private func value(_ document: Any, _ path: [Any]) -> Any? {
        path.reduce(document as Any?) { value, step in
            if let key = step as? String { return (value as? [String: Any])?[key] }
            guard let list = value as? [Any], let index = step as? Int, index < list.count else {
                return nil
            }
            return list[index]
        }
    }

    // MARK: - Kinds

    private func isText(_ text: String) -> Bool {
        let (got, literal) = (squeezed(text), squeezed(want))
        let plain = squeezed(HTMLText.text(of: want))
        return form == "html"
            ? got == plain
            : form == "text"
                ? got == literal
                : got == literal || got == plain
    }

    private func isURL(_ url: String) -> Bool {
        func trimmed(_ url: String) -> Substring { url.hasSuffix("/") ? url.dropLast() : url[...] }
        return trimmed(url) == trimmed(want)
    }

    private func isSame(_ value: Any?) -> Bool {
        if let number = check["want"] as? Int { return value as? Int == number }
        return (value as? String ?? "").lowercased() == want.lowercased()
    }

    private func isInstant(_ text: String) -> Bool {
        let formatter = ISO8601DateFormatter()
        var date = formatter.date(from: text)
        formatter.formatOptions.insert(.withFractionalSeconds)
        date = date ?? formatter.date(from: text)
        return date.map { Int($0.timeIntervalSince1970.rounded(.down)) } == check["want"] as? Int
    }

    /// A name alone, or a name that is given together with an address.
    private func isAuthor(_ authors: [[String: Any]]) -> Bool {
        let number = check["n"] as? Int ?? 0
        if want.isEmpty { return authors.count <= number }
        guard number < authors.count, let name = authors[number]["name"] as? String else {
            return false
        }
        return !name.isEmpty && want.contains(name)
    }

    /// The same encoding, or one that decodes these bytes alike.
    private func isEncoding(_ name: String) -> Bool {
        let want = want.lowercased()
        let supersets = [
            "us-ascii": ["utf-8", "windows-1252"], "iso-8859-1": ["windows-1252"],
            "gb2312": ["gb18030"], "gbk": ["gb18030"], "shift_jis": ["cp932"], "euc-kr": ["cp949"],
            "tis-620": ["cp874"],
        ]
        return name == want || supersets[want]?.contains(name) ?? false
    }

    private func isBody(_ item: [String: Any]) -> Bool {
        let fields = check["fields"] as? [String] ?? []
        let plain = squeezed(HTMLText.text(of: want))
        let hasText = fields.contains { field in
            guard let value = item[field] as? String else { return false }
            let got = squeezed(field == "content_html" ? HTMLText.text(of: value) : value)
            return got == plain || got == squeezed(want)
        }
        guard hasText || plain.isEmpty else { return false }
        let tags = Self.tags(of: want)
        guard !tags.isEmpty, !isTextOnly, form != "text" else { return true }
        return ["content_html", "summary"].contains {
            (item[$0] as? String).map { Self.tags(of: $0) == tags } ?? false
        }
    }

    /// The names of start tags but `div` and `span`, and the URLs in them, sorted.
    private static func tags(of html: String) -> [String] {
        var (html, found) = (html, [String]())
        html.withUTF8 { bytes in
            HTMLTags.forEach(in: bytes) { name, attribute in
                if name != "div" && name != "span" { found.append(name) }
                for key: StaticString in ["href", "src"] {
                    if let url = attribute(key) {
                        found.append(String(decoding: url, as: UTF8.self))
                    }
                }
                return true
            }
        }
        return found.sorted()
    }

    private func squeezed(_ text: String) -> String {
        text.filter { !$0.isWhitespace && $0 != "\u{A0}" }
    }
}
