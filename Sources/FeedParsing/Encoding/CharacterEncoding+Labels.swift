// SPDX-License-Identifier: Apache-2.0

extension CharacterEncoding {
    /// The encoding that a document or a header calls `label`; nil for names that are not known.
    ///
    /// What is used is the superset that publishers mean (WHATWG Encoding, section 4.2): CP932
    /// for Shift_JIS, CP949 for EUC-KR, GB18030 for GB2312, windows-1252 for ISO-8859-1.
    init?(label: some StringProtocol) {
        var key = label.lowercased()
        key.removeAll { $0 == "_" || $0 == "-" || $0 == " " || $0 == ":" || $0 == "." }
        guard key.utf8.count <= 24 else { return nil }
        if let found = Self.wide(key) ?? Self.multiByte(key) ?? Self.singleByte(key) {
            self = found
        } else if key.hasPrefix("x"), key.count > 2 {
            // `x-sjis`, `x-euc-jp`, `x-gbk`, `x-cp1252`.
            self.init(label: key.dropFirst())
        } else {
            return nil
        }
    }

    private static func wide(_ key: String) -> CharacterEncoding? {
        switch key {
        case "utf8", "unicode11utf8", "utf8mb4", "utf8n", "cp65001", "65001", "usascii", "ascii",
            "ansix341968", "iso646us", "us":
            .utf8
        case "utf16", "ucs2", "iso10646ucs2", "unicode", "u16", "csunicode", "utf16be", "ucs2be",
            "unicodefffe":
            .utf16(bigEndian: true)
        case "utf16le", "ucs2le", "unicodefeff": .utf16(bigEndian: false)
        case "utf32", "ucs4", "utf32be", "iso10646ucs4", "u32", "ucs4be": .utf32(bigEndian: true)
        case "utf32le", "ucs4le": .utf32(bigEndian: false)
        default: nil
        }
    }

    private static func multiByte(_ key: String) -> CharacterEncoding? {
        let (name, iconv): (String, String)
        switch key {
        case "shiftjis", "sjis", "mskanji", "windows31j", "cp932", "ms932", "windows932",
            "csshiftjis", "shiftjis2004", "shiftjisx0213", "xsjis", "ibm932", "cp943", "932":
            (name, iconv) = ("cp932", "CP932")
        case "eucjp", "ujis", "cseucpkdfmtjapanese", "eucjpms", "cp51932", "xeucjp", "eucjp2004":
            (name, iconv) = ("euc-jp", "EUC-JP-MS")
        case "iso2022jp", "csiso2022jp", "iso2022jp1", "iso2022jp2", "iso2022jp3", "jis", "cp50220",
            "cp50221":
            (name, iconv) = ("iso-2022-jp", "ISO-2022-JP-3")
        case "euckr", "cp949", "ksc56011987", "ksc5601", "ksx1001", "uhc", "windows949", "ms949",
            "korean", "cseuckr", "isoir149", "ksc56011989", "949":
            (name, iconv) = ("cp949", "CP949")
        case "iso2022kr", "csiso2022kr": (name, iconv) = ("iso-2022-kr", "ISO-2022-KR")
        case "gb2312", "gbk", "gb18030", "euccn", "cp936", "ms936", "chinese", "csgb2312",
            "gb231280", "isoir58", "windows936", "936", "xgbk", "gb180302000":
            (name, iconv) = ("gb18030", "GB18030")
        case "big5", "cp950", "big5hkscs", "csbig5", "cnbig5", "big5tw", "xxbig5", "windows950",
            "950", "big5eten":
            (name, iconv) = ("big5", "BIG5-HKSCS")
        case "euctw": (name, iconv) = ("euc-tw", "EUC-TW")
        default: return nil
        }
        return CharacterEncoding(name: name, decoder: .multiByte(StaticName(string: iconv)))
    }

    private static func singleByte(_ key: String) -> CharacterEncoding? {
        let (name, iconv): (String, String)
        switch key {
        case "iso88591", "latin1", "l1", "cp1252", "windows1252", "iso885911987", "cp819",
            "ibm819", "isolatin1", "88591", "ansi", "windows", "csisolatin1", "isoir100":
            return .windows1252
        case "iso88599", "latin5", "l5", "cp1254", "windows1254", "csisolatin5":
            (name, iconv) = ("windows-1254", "CP1254")
        case "tis620", "iso885911", "cp874", "windows874", "dos874", "ibm874", "tis6202533":
            (name, iconv) = ("cp874", "CP874")
        case "koi8r", "koi8", "koi", "cskoi8r": (name, iconv) = ("koi8-r", "KOI8-R")
        case "koi8u", "koi8ru": (name, iconv) = ("koi8-u", "KOI8-U")
        case "macintosh", "mac", "macroman": (name, iconv) = ("macintosh", "MACINTOSH")
        case "maccyrillic", "xmaccyrillic": (name, iconv) = ("mac-cyrillic", "MAC-CYRILLIC")
        case "viscii": (name, iconv) = ("viscii", "VISCII")
        case "cyrillic": (name, iconv) = ("iso-8859-5", "ISO-8859-5")
        case "hebrew", "iso88598i", "logical", "visual":
            (name, iconv) = ("iso-8859-8", "ISO-8859-8")
        case "arabic": (name, iconv) = ("iso-8859-6", "ISO-8859-6")
        case "greek": (name, iconv) = ("iso-8859-7", "ISO-8859-7")
        case "latin2", "l2": (name, iconv) = ("iso-8859-2", "ISO-8859-2")
        case "latin9", "l9": (name, iconv) = ("iso-8859-15", "ISO-8859-15")
        default: return numbered(key)
        }
        return CharacterEncoding(name: name, decoder: .singleByte(StaticName(string: iconv)))
    }

    /// `iso8859N`, `windows125N` and `cpN`, with or without their many prefixes.
    private static func numbered(_ key: String) -> CharacterEncoding? {
        for prefix in ["windows", "cp", "win", "xcp", "ms", ""] where key.hasPrefix(prefix) {
            guard let number = Int(key.dropFirst(prefix.count)), (1250...1258).contains(number)
            else { continue }
            return CharacterEncoding(
                name: "windows-\(number)",
                decoder: .singleByte(StaticName(string: "CP\(number)")))
        }
        for prefix in ["cp", "ibm", "csibm", "dos", ""] where key.hasPrefix(prefix) {
            guard let number = Int(key.dropFirst(prefix.count)), codePages.contains(number) else {
                continue
            }
            return CharacterEncoding(
                name: "cp\(number)", decoder: .singleByte(StaticName(string: "CP\(number)")))
        }
        for prefix in ["iso8859", "8859", "csiso8859"] where key.hasPrefix(prefix) {
            guard let number = Int(key.dropFirst(prefix.count)),
                (2...16).contains(number), number != 12
            else { continue }
            return CharacterEncoding(
                name: "iso-8859-\(number)",
                decoder: .singleByte(StaticName(string: "ISO-8859-\(number)")))
        }
        return nil
    }

    /// The code pages of DOS that glibc knows and that have ASCII as a part.
    private static let codePages: Set<Int> = [
        437, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869,
    ]
}
