// SPDX-License-Identifier: Apache-2.0

/// Parameters that say how a reader came to a page, not which page it is.
enum TrackingParameters {
    /// `query` without its tracking parameters and empty pairs, the rest in its order.
    static func removed(from query: [UInt8]) -> [UInt8] {
        guard !query.isEmpty else { return query }
        var kept: [UInt8] = []
        for pair in query.split(separator: UInt8(ascii: "&")) where !isTracking(pair) {
            if !kept.isEmpty { kept.append(UInt8(ascii: "&")) }
            kept += pair
        }
        return kept
    }

    private static func isTracking(_ pair: ArraySlice<UInt8>) -> Bool {
        let name = pair.prefix { $0 != UInt8(ascii: "=") }
        if prefixes.contains(where: { name.starts(with: $0) }) { return true }
        return names.contains(Array(name)) || pair.elementsEqual(ampOutput)
    }

    private static let prefixes = ["utm_", "at_"].map { Array($0.utf8) }
    private static let ampOutput = Array("outputType=amp".utf8)
    private static let names = Set(
        [
            "fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "igshid", "mc_cid",
            "mc_eid", "_hsenc", "_hsmi", "cmpid", "ocid", "ref", "ref_src", "amp",
        ].map { Array($0.utf8) })
}
