// SPDX-License-Identifier: Apache-2.0

internal import CIDN2

/// Host names in the form in which they are looked up.
enum HostName {
    /// `host` in ASCII (RFC 5891, non-transitional) and lower case, without a dot at its end; nil
    /// for what cannot be a host.
    static func normalised(_ host: ArraySlice<UInt8>) -> [UInt8]? {
        var name = PercentEncoding.decoded(host)
        for index in name.indices { name[index] = name[index].lowercasedASCII }
        if name.contains(where: { $0 >= 0x80 }) {
            guard let ascii = ascii(name) else { return nil }
            name = ascii
        }
        if name.last == UInt8(ascii: ".") { name.removeLast() }
        guard !name.isEmpty, name.first != UInt8(ascii: "."), name.allSatisfy(isAllowed) else {
            return nil
        }
        return name
    }

    /// By libidn2. Only for names that are not ASCII already: it refuses some that are in use, such
    /// as those with hyphens in third and fourth place.
    private static func ascii(_ name: [UInt8]) -> [UInt8]? {
        guard !name.contains(0) else { return nil }
        var output: UnsafeMutablePointer<UInt8>?
        let code = unsafe (name + [0]).withUnsafeBufferPointer { input in
            unsafe idn2_lookup_u8(
                input.baseAddress, &output,
                Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue))
        }
        // The result is ours to free, and there is none unless the code says so.
        guard code == IDN2_OK.rawValue, let output = unsafe output else { return nil }
        defer { unsafe idn2_free(output) }
        return unsafe Array(String(cString: output).utf8)
    }

    /// What may stand in a host: no delimiter, space or control character. Underscores are in use.
    @inline(__always) private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A: true
        // `unreserved` (- . _ ~), `sub-delims` (! $ & ' ( ) * + , ; =), and what an IP literal has.
        case 0x2D, 0x2E, 0x5F, 0x7E, 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D, 0x5B, 0x5D, 0x3A: true
        default: false
        }
    }
}

extension UInt8 {
    /// The lower-case letter for an ASCII upper-case one, else the byte itself.
    var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
