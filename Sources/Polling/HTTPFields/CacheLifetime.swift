// SPDX-License-Identifier: Apache-2.0

import FeedModel

/// How long an answer stays fresh: before that, asking again shows nothing else.
enum CacheLifetime: Sendable {
    /// What is left of the freshness of `response` (RFC 9111 section 4.2), in milliseconds; nil
    /// where no field says anything that can be read.
    ///
    /// The longer of `max-age` and `s-maxage` counts, since a cache on the way may keep the answer
    /// for the longer one. `no-store`, `no-cache` and the rest say nothing about when to ask.
    static func remaining(of response: PollResponse, now: Instant) -> Int64? {
        guard let lifetime = maxAge(response.cacheControl) ?? expiry(response, now: now) else {
            return nil
        }
        let age = response.age.flatMap { Int(deltaSeconds: $0) } ?? 0
        return max(lifetime - Int64(age) * 1000, 0)
    }

    private static func maxAge(_ cacheControl: String?) -> Int64? {
        guard let cacheControl else { return nil }
        var found: [Substring: Int] = [:]
        for directive in cacheControl.prefix(4096).split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let name = trimmed(parts[0]).lowercased()
            guard name == "max-age" || name == "s-maxage", found[name[...]] == nil else { continue }
            // RFC 9111 section 5.2 asks recipients to take the quoted form as well.
            var value = trimmed(parts[1])
            if value.count >= 2, value.first == "\"", value.last == "\"" {
                value = value.dropFirst().dropLast()
            }
            found[name[...]] = Int(deltaSeconds: value)
        }
        return found.values.max().map { Int64($0) * 1000 }
    }

    private static func expiry(_ response: PollResponse, now: Instant) -> Int64? {
        guard let expires = response.expires.flatMap({ HTTPDate.parse($0, now: now) }) else {
            return nil
        }
        let sent = response.date.flatMap { HTTPDate.parse($0, now: now) } ?? now
        return max(expires.milliseconds - sent.milliseconds, 0)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
