// SPDX-License-Identifier: Apache-2.0

/// The named character references of HTML, 2,125 of them, found by hashing.
///
/// Built once from the generated table, which costs about 0.1 ms; then never changed.
struct NamedReferences: Sendable {
    static let shared = NamedReferences()

    /// The longest name without its semicolon (`CounterClockwiseContourIntegral`).
    static let longestName = 31
    /// The longest name that needs no semicolon.
    static let longestLegacyName = 6

    private struct Entry {
        var name: Range<Int>
        var text: Range<Int>
        var isLegacy = false
    }

    /// Names and texts, one after the other.
    private var pool: [UInt8] = []
    private var entries: [Entry] = []
    /// Open addressing at half load; 0 is empty, else an index into `entries` plus one.
    private var slots = [UInt16](repeating: 0, count: 4096)

    private init() {
        pool.reserveCapacity(32 << 10)
        entries.reserveCapacity(2200)
        Self.forEachWord(of: Self.entries) { word in
            guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else { return }
            let name = append(word[..<equals])
            let first = pool.count
            for scalar in word[(equals + 1)...].split(separator: UInt8(ascii: ",")) {
                let value = UInt32(String(decoding: scalar, as: UTF8.self), radix: 16)
                UTF8Encoding.append(value ?? 0xFFFD, to: &pool)
            }
            insert(Entry(name: name, text: first..<pool.count))
        }
        Self.forEachWord(of: Self.legacy) { word in
            if let index = unsafe word.withUnsafeBufferPointer({ unsafe index(of: $0) }) {
                entries[index].isLegacy = true
            }
        }
    }

    /// The text of the reference `name`, which a semicolon follows or not; empty when there is
    /// none such.
    func text(of name: UnsafeBufferPointer<UInt8>, endsWithSemicolon: Bool) -> ArraySlice<UInt8> {
        guard let index = unsafe index(of: name), endsWithSemicolon || entries[index].isLegacy
        else { return [] }
        return pool[entries[index].text]
    }

    private func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = unsafe Self.hash(name)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if unsafe pool[entries[index].name].elementsEqual(name) { return index }
            slot = (slot + 1) & 4095
        }
        return nil
    }

    private mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var slot = unsafe pool[entry.name].withUnsafeBufferPointer { unsafe Self.hash($0) }
        while slots[slot] != 0 { slot = (slot + 1) & 4095 }
        slots[slot] = UInt16(entries.count)
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>) -> Range<Int> {
        let first = pool.count
        pool.append(contentsOf: bytes)
        return first..<pool.count
    }

    /// FNV-1a, folded to the slots.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for index in 0..<name.count { unsafe hash = (hash ^ UInt32(name[index])) &* 16_777_619 }
        return Int((hash ^ hash >> 15) & 4095)
    }

    private static func forEachWord(of text: StaticString, _ body: (ArraySlice<UInt8>) -> Void) {
        let bytes = text.withUTF8Buffer { unsafe Array($0) }
        for word in bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) { body(word) }
    }
}
