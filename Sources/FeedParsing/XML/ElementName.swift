// SPDX-License-Identifier: Apache-2.0

/// The local names that mean something in a feed; the raw values are the names in lower case, of
/// which several may be one (`pubDate`, `pubdate`).
enum ElementName: String, Sendable, CaseIterable {
    case unknown = ""
    // Structure.
    case rss, feed, channel, item, entry, group, source
    case rdf = "rdf"
    // Texts.
    case title, description, summary, subtitle, tagline, abstract, content, encoded, body, div
    case fullItem = "fullitem"
    // Identity and links.
    case guid, id, identifier, link, comments, a
    case originalLink = "origlink"
    case originalEnclosureLink = "origenclosurelink"
    // Dates.
    case pubDate = "pubdate"
    case published, issued, created, modified, updated, date, available
    // People.
    case author, creator, owner, name, email, uri, url, homepage
    case managingEditor = "managingeditor"
    case webMaster = "webmaster"
    // Classes.
    case category, subject, keywords, tags, language
    // Pictures and files.
    case image, logo, icon, thumbnail, enclosure, player, duration
    case peerLink = "peerlink"
    case textInput = "textinput"
    // Wishes.
    case ttl, hour, day
    case skipHours = "skiphours"
    case skipDays = "skipdays"
    case updatePeriod = "updateperiod"
    case updateFrequency = "updatefrequency"
    case updateBase = "updatebase"
}

extension ElementName {
    /// The name that `bytes` are, whatever their case.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self = unsafe Self.table.name(of: bytes)
    }

    private static let table = Table()

    /// Names by hashing. Every name is at most 24 bytes long.
    private struct Table: Sendable {
        private var slots = [(hash: UInt64, name: ElementName)](
            repeating: (0, .unknown), count: 256)

        init() {
            for name in ElementName.allCases where name != .unknown {
                var letters = name.rawValue
                let hash = letters.withUTF8 { unsafe Self.hash($0) }
                var slot = Self.slot(of: hash)
                while slots[slot].hash != 0 { slot = (slot + 1) & 255 }
                slots[slot] = (hash, name)
            }
        }

        func name(of bytes: UnsafeBufferPointer<UInt8>) -> ElementName {
            guard bytes.count <= 24 else { return .unknown }
            let hash = unsafe Self.hash(bytes)
            var slot = Self.slot(of: hash)
            while slots[slot].hash != 0 {
                // 64 bits over a hundred names: no other name has the same in practice, and the
                // test over all of them holds that no two of ours do.
                if slots[slot].hash == hash { return slots[slot].name }
                slot = (slot + 1) & 255
            }
            return .unknown
        }

        private static func slot(of hash: UInt64) -> Int {
            Int(truncatingIfNeeded: (hash ^ hash >> 32) & 255)
        }

        /// FNV-1a over the letters in lower case.
        private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for index in 0..<bytes.count {
                hash ^= unsafe UInt64(ByteSearch.lowercase(bytes[index]))
                hash = hash &* 0x100_0000_01B3
            }
            return hash
        }
    }
}
