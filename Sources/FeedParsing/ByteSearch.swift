// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Looking for ASCII words in bytes.
enum ByteSearch {
    /// Where `needle` stands first, from `start` on.
    static func find(
        _ needle: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0
    ) -> Int? {
        let count = needle.utf8CodeUnitCount
        guard let base = bytes.baseAddress, count > 0 else { return nil }
        var index = start
        while let hit = unsafe find(needle.utf8Start[0], in: bytes, from: index),
            hit + count <= bytes.count
        {
            if unsafe memcmp(base + hit, needle.utf8Start, count) == 0 { return hit }
            index = hit + 1
        }
        return nil
    }

    /// Where `byte` stands first, from `start` on.
    @inline(__always)
    static func find(
        _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0
    ) -> Int? {
        guard let base = bytes.baseAddress, start < bytes.count,
            let hit = unsafe memchr(base + start, Int32(byte), bytes.count - start)
        else { return nil }
        return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    /// Whether `prefix`, in lower case, stands at `start`, whatever the case there.
    static func hasPrefix(
        _ prefix: StaticString, in bytes: UnsafeBufferPointer<UInt8>, at start: Int
    ) -> Bool {
        let count = prefix.utf8CodeUnitCount
        guard start >= 0, start + count <= bytes.count else { return false }
        for offset in 0..<count {
            let byte = unsafe bytes[start + offset]
            if unsafe lowercase(byte) != prefix.utf8Start[offset] { return false }
        }
        return true
    }

    /// Whether `needle`, in lower case, stands anywhere, whatever the case there.
    static func contains(
        _ needle: StaticString, ignoringCaseIn bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard needle.utf8CodeUnitCount <= bytes.count else { return false }
        return (0...(bytes.count - needle.utf8CodeUnitCount)).contains {
            unsafe hasPrefix(needle, in: bytes, at: $0)
        }
    }

    /// The letters of ASCII in lower case, every other byte as it is.
    @inline(__always)
    static func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// The white space of XML (section 2.3).
    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }
}

extension Collection<UInt8> {
    /// Whether these are the letters of `word`, which is in lower case, in any case.
    func isWord(_ word: StaticString) -> Bool {
        count == word.utf8CodeUnitCount && hasWordPrefix(word)
    }

    /// Whether these begin with the letters of `word`, which is in lower case, in any case.
    func hasWordPrefix(_ word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        var offset = 0
        for byte in self {
            guard offset < word.utf8CodeUnitCount else { break }
            if unsafe ByteSearch.lowercase(byte) != word.utf8Start[offset] { return false }
            offset += 1
        }
        return true
    }

    /// Whether the letters of `word`, which is in lower case, stand anywhere here, in any case.
    func containsWord(_ word: StaticString) -> Bool {
        var rest = self[...]
        while rest.count >= word.utf8CodeUnitCount {
            if rest.hasWordPrefix(word) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
