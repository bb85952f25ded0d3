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
        let count = bytes.count
        if count <= 8 {
            self = unsafe Self.short(Self.pack(bytes, 0..<count))
        } else {
            self = unsafe Self.long(
                tail: Self.pack(bytes, (count - 8)..<count), head: Self.pack(bytes, 0..<8),
                count: count)
        }
    }

    /// Up to eight letters in lower case as one number, the first one lowest.
    private static func pack(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        var packed: UInt64 = 0
        for index in range.reversed() {
            packed = unsafe packed << 8 | UInt64(ByteSearch.lowercase(bytes[index]))
        }
        return packed
    }

    // Numbers and no table, as in HTMLElement; the test over all names holds them to the names.

    private static func short(_ packed: UInt64) -> ElementName {
        switch packed {
        case 0x61: .a
        case 0x7463_6172_7473_6261: .abstract
        case 0x726F_6874_7561: .author
        case 0x7964_6F62: .body
        case 0x7972_6F67_6574_6163: .category
        case 0x6C_656E_6E61_6863: .channel
        case 0x7374_6E65_6D6D_6F63: .comments
        case 0x74_6E65_746E_6F63: .content
        case 0x64_6574_6165_7263: .created
        case 0x72_6F74_6165_7263: .creator
        case 0x6574_6164: .date
        case 0x79_6164: .day
        case 0x76_6964: .div
        case 0x6E6F_6974_6172_7564: .duration
        case 0x6C_6961_6D65: .email
        case 0x64_6564_6F63_6E65: .encoded
        case 0x79_7274_6E65: .entry
        case 0x6465_6566: .feed
        case 0x6D65_7469_6C6C_7566: .fullItem  // fullitem
        case 0x70_756F_7267: .group
        case 0x6469_7567: .guid
        case 0x6567_6170_656D_6F68: .homepage
        case 0x7275_6F68: .hour
        case 0x6E6F_6369: .icon
        case 0x6469: .id
        case 0x65_6761_6D69: .image
        case 0x6465_7573_7369: .issued
        case 0x6D65_7469: .item
        case 0x7364_726F_7779_656B: .keywords
        case 0x6567_6175_676E_616C: .language
        case 0x6B6E_696C: .link
        case 0x6F67_6F6C: .logo
        case 0x6465_6966_6964_6F6D: .modified
        case 0x656D_616E: .name
        case 0x6B6E_696C_6769_726F: .originalLink  // origlink
        case 0x72_656E_776F: .owner
        case 0x6B6E_696C_7265_6570: .peerLink  // peerlink
        case 0x7265_7961_6C70: .player
        case 0x65_7461_6462_7570: .pubDate  // pubdate
        case 0x66_6472: .rdf
        case 0x73_7372: .rss
        case 0x7379_6164_7069_6B73: .skipDays  // skipdays
        case 0x6563_7275_6F73: .source
        case 0x74_6365_6A62_7573: .subject
        case 0x656C_7469_7462_7573: .subtitle
        case 0x79_7261_6D6D_7573: .summary
        case 0x65_6E69_6C67_6174: .tagline
        case 0x7367_6174: .tags
        case 0x65_6C74_6974: .title
        case 0x6C_7474: .ttl
        case 0x64_6574_6164_7075: .updated
        case 0x69_7275: .uri
        case 0x6C_7275: .url
        default: .unknown
        }
    }

    private static func long(tail: UInt64, head: UInt64, count: Int) -> ElementName {
        let (name, start, length): (ElementName, UInt64, Int)
        switch tail {
        case 0x656C_6261_6C69_6176: (name, start, length) = (.available, 0x6C62_616C_6961_7661, 9)
        case 0x6E6F_6974_7069_7263:
            (name, start, length) = (.description, 0x7470_6972_6373_6564, 11)
        case 0x6572_7573_6F6C_636E: (name, start, length) = (.enclosure, 0x7275_736F_6C63_6E65, 9)
        case 0x7265_6966_6974_6E65: (name, start, length) = (.identifier, 0x6966_6974_6E65_6469, 10)
        case 0x726F_7469_6465_676E:
            (name, start, length) = (.managingEditor, 0x676E_6967_616E_616D, 14)
        case 0x6B6E_696C_6572_7573:
            (name, start, length) = (.originalEnclosureLink, 0x6C63_6E65_6769_726F, 17)
        case 0x6465_6873_696C_6275: (name, start, length) = (.published, 0x6568_7369_6C62_7570, 9)
        case 0x7372_756F_6870_696B: (name, start, length) = (.skipHours, 0x7275_6F68_7069_6B73, 9)
        case 0x7475_706E_6974_7865: (name, start, length) = (.textInput, 0x7570_6E69_7478_6574, 9)
        case 0x6C69_616E_626D_7568: (name, start, length) = (.thumbnail, 0x6961_6E62_6D75_6874, 9)
        case 0x6573_6162_6574_6164: (name, start, length) = (.updateBase, 0x6162_6574_6164_7075, 10)
        case 0x7963_6E65_7571_6572:
            (name, start, length) = (.updateFrequency, 0x7266_6574_6164_7075, 15)
        case 0x646F_6972_6570_6574:
            (name, start, length) = (.updatePeriod, 0x6570_6574_6164_7075, 12)
        case 0x7265_7473_616D_6265: (name, start, length) = (.webMaster, 0x6574_7361_6D62_6577, 9)
        default: return .unknown
        }
        return head == start && count == length ? name : .unknown
    }
}
