// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// The one form of all the addresses of a page: without scheme, user, fragment, default port,
/// `www.`, AMP and tracking parameters. Idempotent but for the scheme and the one leading label.
///
/// The rules are those of the table "Canonical URL" in the description of the store; the syntax is
/// RFC 3986 (percent-encoding normalised as in its section 6.2.2), the host as in RFC 5891.
public struct CanonicalURL: Hashable, Sendable {
    /// The canonical form: `example.org/News/~story?id=7`.
    public let text: UTF8Text

    /// The canonical form of `url`; nil for what is not an absolute http or https URL with a host.
    public init?(_ url: UTF8Text) {
        let parsed = unsafe url.withUnsafeBytes { unsafe WebURL($0) }
        guard let parsed else { return nil }
        var bytes = Self.withoutVariantLabel(parsed.host)[...]
        bytes.reserveCapacity(bytes.count + parsed.path.count + parsed.query.count + 8)
        if let port = parsed.port { bytes += Array(":\(port)".utf8) }
        bytes += Self.page(of: parsed.path)
        let query = TrackingParameters.removed(from: parsed.query)
        if !query.isEmpty {
            bytes.append(UInt8(ascii: "?"))
            bytes += query
        }
        text = UTF8Text(utf8: Array(bytes))
    }

    /// Path and query: what stays when a site moves to another host. Empty for a front page.
    var page: ArraySlice<UInt8> {
        text.bytes.drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    }

    /// The host of `url` in ASCII and lower case without `www.`: the `source` of a story. Empty for
    /// what is not an absolute http or https URL.
    public static func source(of url: UTF8Text) -> UTF8Text {
        guard let host = unsafe url.withUnsafeBytes({ unsafe WebURL($0) })?.host else { return "" }
        return UTF8Text(utf8: Array(without("www.", host)))
    }

    /// One leading `www.`, `m.`, `amp.` or `mobile.` off where two labels remain.
    private static func withoutVariantLabel(_ host: [UInt8]) -> [UInt8] {
        for label: StaticString in ["www.", "m.", "amp.", "mobile."] {
            let shorter = without(label, host)
            if shorter.count < host.count { return Array(shorter) }
        }
        return host
    }

    private static func without(_ label: StaticString, _ host: [UInt8]) -> ArraySlice<UInt8> {
        let isThere = label.withUTF8Buffer { unsafe host.starts(with: $0) }
        guard isThere else { return host[...] }
        let rest = host.dropFirst(label.utf8CodeUnitCount)
        return rest.contains(UInt8(ascii: ".")) ? rest : host[...]
    }

    /// The path without `/` and `/amp` at its end, however many there are.
    private static func page(of path: [UInt8]) -> ArraySlice<UInt8> {
        var page = path[...]
        while true {
            if page.last == UInt8(ascii: "/") {
                page.removeLast()
            } else if page.suffix(4).elementsEqual("/amp".utf8) {
                page.removeLast(4)
            } else {
                return page
            }
        }
    }
}
