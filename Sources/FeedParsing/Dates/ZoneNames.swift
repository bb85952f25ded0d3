// SPDX-License-Identifier: Apache-2.0

/// Time zones by name, in minutes east of UTC.
enum ZoneNames {
    /// The offset of a zone and whether the name is one that everybody reads the same way.
    static func offset(_ word: DateWord) -> (minutes: Int, isSure: Bool)? {
        guard word.packed != 0, word.count <= 5 else { return nil }
        if word.count == 1 { return military(word.packed) }
        return names[word.packed].map { ($0, true) }
    }

    /// RFC 822 section 5.1: A is one hour, M twelve, N to Y the other way, J is not used. Real
    /// mailers had the sign wrong (RFC 5322 section 4.3), hence unsure.
    private static func military(_ letter: UInt64) -> (minutes: Int, isSure: Bool)? {
        let position = Int(letter) - 0x61
        switch position {
        case 25: return (0, true)  // Z
        case 0...8: return (-60 * (position + 1), false)
        case 10...12: return (-60 * position, false)
        case 13...24: return (60 * (position - 12), false)
        default: return nil
        }
    }

    /// RFC 5322 section 4.3 and the names that feeds use beside them; where a name stands for
    /// several zones, the one of the publishers seen to write it.
    private static let names: [UInt64: Int] = {
        let table = """
            gmt 0 ut 0 utc 0 wet 0 z 0 bst 60 cet 60 met 60 mez 60 west 60 wat 60 cest 120 \
            mest 120 mesz 120 eet 120 sast 120 cat 120 eest 180 msk 180 eat 180 msd 240 pkt 300 \
            ist 330 npt 345 ict 420 wib 420 sgt 480 hkt 480 awst 480 wita 480 jst 540 kst 540 \
            wit 540 acst 570 aest 600 acdt 630 aedt 660 nzst 720 nzdt 780 nst -210 ndt -150 \
            brt -180 art -180 clst -180 adt -180 ast -240 at -240 clt -240 edt -240 est -300 \
            et -300 cdt -300 cst -360 ct -360 mdt -360 mst -420 mt -420 pdt -420 pst -480 \
            pt -480 akdt -480 akst -540 hst -600 ht -600
            """
        var names: [UInt64: Int] = [:]
        let words = table.split(whereSeparator: \.isWhitespace)
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            let packed = words[index].utf8.reduce(0) { $0 << 8 | UInt64($1) }
            names[packed] = Int(words[index + 1])
        }
        return names
    }()
}
