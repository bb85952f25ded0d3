// SPDX-License-Identifier: Apache-2.0

/// The value of `srcset` (HTML, section 4.8.4.2.1): URLs with descriptors, parted by commas.
enum SourceSet {
    /// The value with its URLs replaced by what `resolve` makes of them; nil when none is.
    static func resolved(
        _ value: [UInt8], _ resolve: (UnsafeBufferPointer<UInt8>) -> [UInt8]?
    ) -> [UInt8]? {
        var result: [UInt8] = []
        var isChanged = false
        var index = 0
        func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
        while index < value.count {
            while index < value.count, isSpace(value[index]) || value[index] == UInt8(ascii: ",") {
                index += 1
            }
            let first = index
            while index < value.count, !isSpace(value[index]) { index += 1 }
            var url = value[first..<index]
            // A comma at the end of the URL ends the candidate, too.
            let endsHere = url.last == UInt8(ascii: ",")
            while url.last == UInt8(ascii: ",") { url.removeLast() }
            guard !url.isEmpty else { break }
            let link = unsafe url.withUnsafeBufferPointer { unsafe resolve($0) }
            isChanged = isChanged || link != nil
            if !result.isEmpty { result.append(contentsOf: ", ".utf8) }
            result.append(contentsOf: link ?? Array(url))
            if endsHere { continue }
            let descriptor = index
            while index < value.count, value[index] != UInt8(ascii: ",") { index += 1 }
            result.append(contentsOf: value[descriptor..<index])
        }
        return isChanged ? result : nil
    }
}
