// SPDX-License-Identifier: Apache-2.0

extension URIReference {
    /// The target URI of this reference against `base` (RFC 3986 section 5.2), or this reference
    /// as it is when `base` is not absolute.
    public func resolved(against base: URIReference) -> URIReference {
        guard base.isAbsolute, !isAbsolute else { return self }
        var target: [UInt8] = []
        target.reserveCapacity(base.bytes.count + bytes.count)
        if let scheme = base.scheme { target += base.bytes[scheme] }
        target.append(UInt8(ascii: ":"))
        if authority != nil {
            append(authority, after: "//", to: &target)
            target += Self.withoutDotSegments(bytes[path])
            append(query, after: "?", to: &target)
        } else {
            base.append(base.authority, after: "//", to: &target)
            if path.isEmpty {
                target += base.bytes[base.path]
                if query != nil {
                    append(query, after: "?", to: &target)
                } else {
                    base.append(base.query, after: "?", to: &target)
                }
            } else {
                target += Self.withoutDotSegments(merged(with: base)[...])
                append(query, after: "?", to: &target)
            }
        }
        append(fragment, after: "#", to: &target)
        return URIReference(target)
    }

    /// `path` without its `.` and `..` segments (RFC 3986 section 5.2.4).
    public static func withoutDotSegments(_ path: ArraySlice<UInt8>) -> [UInt8] {
        guard path.contains(UInt8(ascii: ".")) else { return Array(path) }
        let slash = UInt8(ascii: "/")
        let segments = path.split(separator: slash, omittingEmptySubsequences: false)
        var kept: [ArraySlice<UInt8>] = []
        kept.reserveCapacity(segments.count)
        let isRooted = path.first == slash
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            if segment.elementsEqual(".".utf8) {
                if isLast { kept.append([]) }
            } else if segment.elementsEqual("..".utf8) {
                if kept.count > (isRooted ? 1 : 0) { kept.removeLast() }
                if isLast { kept.append([]) }
            } else {
                kept.append(segment)
            }
        }
        return Array(kept.joined(separator: CollectionOfOne(slash)))
    }

    /// The path of this reference put in place of the last segment of `base` (section 5.2.3).
    private func merged(with base: URIReference) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        if bytes[path].first == slash { return Array(bytes[path]) }
        if base.authority != nil, base.path.isEmpty { return [slash] + bytes[path] }
        guard let last = base.bytes[base.path].lastIndex(of: slash) else {
            return Array(bytes[path])
        }
        return Array(base.bytes[base.path.lowerBound...last]) + bytes[path]
    }

    private func append(
        _ component: Range<Int>?, after mark: StaticString, to target: inout [UInt8]
    ) {
        guard let component else { return }
        mark.withUTF8Buffer { unsafe target.append(contentsOf: $0) }
        target += bytes[component]
    }
}
