// SPDX-License-Identifier: Apache-2.0

internal import JSON

/// Finds out the encoding of a document and decodes it: byte order mark, `charset` of the HTTP
/// header, XML declaration (RFC 7303 section 3), and what the bytes say about all of these.
enum DocumentDecoder {
    static func decode(
        _ body: UnsafeBufferPointer<UInt8>, contentType: String?
    ) -> DecodedDocument {
        if let (encoding, length) = unsafe byteOrderMark(body) {
            let rest = unsafe UnsafeBufferPointer(rebasing: body[length...])
            if encoding.isWide { return unsafe decode(wide: rest, as: encoding) }
            return unsafe decode(rest, skipped: length, declared: [.utf8], faults: [])
        }
        if let encoding = unsafe wideByPattern(body) {
            return unsafe decode(wide: body, as: encoding)
        }
        var faults: [String] = []
        let labels = unsafe [contentType.flatMap(charset), Self.declaration(body)]
        var declared: [CharacterEncoding] = []
        for label in labels.compactMap(\.self) {
            guard let encoding = CharacterEncoding(label: label) else {
                faults.append("unknown encoding declared")
                continue
            }
            if encoding.isWide {
                faults.append("\(encoding.name) declared, but the bytes are not")
            } else if !declared.contains(encoding) {
                declared.append(encoding)
            }
        }
        return unsafe decode(body, skipped: 0, declared: declared, faults: faults)
    }

    // MARK: - What is declared

    private static func byteOrderMark(
        _ body: UnsafeBufferPointer<UInt8>
    ) -> (CharacterEncoding, length: Int)? {
        let marks: [([UInt8], CharacterEncoding)] = [
            ([0xEF, 0xBB, 0xBF], .utf8),
            ([0xFF, 0xFE, 0, 0], .utf32(bigEndian: false)),
            ([0, 0, 0xFE, 0xFF], .utf32(bigEndian: true)),
            ([0xFF, 0xFE], .utf16(bigEndian: false)),
            ([0xFE, 0xFF], .utf16(bigEndian: true)),
        ]
        for (mark, encoding) in marks where unsafe body.starts(with: mark) {
            return (encoding, mark.count)
        }
        return nil
    }

    /// UTF-16 or UTF-32 without a byte order mark: the zeros between ASCII give them away.
    private static func wideByPattern(
        _ body: UnsafeBufferPointer<UInt8>
    ) -> CharacterEncoding? {
        let sample = unsafe body.prefix(64)
        guard unsafe sample.count >= 8, unsafe sample.contains(0) else { return nil }
        var zeros = InlineArray<4, Int>(repeating: 0)
        for index in unsafe 0..<sample.count where unsafe sample[index] == 0 {
            zeros[index & 3] += 1
        }
        let most = unsafe sample.count / 4 - 2
        let isZero = (0..<4).map { zeros[$0] >= most && zeros[$0] > 0 }
        switch (isZero[0], isZero[1], isZero[2], isZero[3]) {
        case (true, true, true, false): return .utf32(bigEndian: true)
        case (false, true, true, true): return .utf32(bigEndian: false)
        case (true, false, true, false): return .utf16(bigEndian: true)
        case (false, true, false, true): return .utf16(bigEndian: false)
        default: return nil
        }
    }

    /// The value of the `charset` parameter, whatever stands around it.
    static func charset(of contentType: String) -> String? {
        for parameter in contentType.lowercased().split(separator: ";").dropFirst() {
            let trimmed = parameter.drop(while: \.isWhitespace)
            guard trimmed.hasPrefix("charset") else { continue }
            let value = trimmed.dropFirst("charset".count).drop {
                $0.isWhitespace || $0 == "=" || $0 == ":" || $0 == "\"" || $0 == "'"
            }
            let name = value.prefix { !$0.isWhitespace && $0 != "\"" && $0 != "'" && $0 != "," }
            return name.isEmpty ? nil : String(name)
        }
        return nil
    }

    /// What the XML declaration says, which may stand behind white space and junk.
    private static func declaration(_ body: UnsafeBufferPointer<UInt8>) -> String? {
        let head = unsafe UnsafeBufferPointer(rebasing: body.prefix(2048))
        guard let start = unsafe ByteSearch.find("<?xml", in: head),
            let end = unsafe ByteSearch.find(UInt8(ascii: ">"), in: head, from: start),
            let name = unsafe ByteSearch.find("encoding", in: head, from: start), name < end
        else { return nil }
        let value = unsafe head[(name + "encoding".utf8.count)..<end].drop {
            ByteSearch.isSpace($0) || $0 == 0x3D || $0 == 0x22 || $0 == 0x27
        }
        let label = unsafe value.prefix {
            $0 > 0x20 && $0 != 0x22 && $0 != 0x27 && $0 != UInt8(ascii: "?")
        }
        return unsafe label.isEmpty ? nil : unsafe String(decoding: label, as: UTF8.self)
    }

    // MARK: - Decoding

    private static func decode(
        wide bytes: UnsafeBufferPointer<UInt8>, as encoding: CharacterEncoding
    ) -> DecodedDocument {
        let (text, faults): ([UInt8], Int)
        switch encoding.decoder {
        case .utf16(let bigEndian):
            (text, faults) = unsafe WideDecoder.decode(utf16: bytes, bigEndian: bigEndian)
        case .utf32(let bigEndian):
            (text, faults) = unsafe WideDecoder.decode(utf32: bytes, bigEndian: bigEndian)
        case .utf8, .singleByte, .multiByte: (text, faults) = ([], 0)
        }
        return DecodedDocument(
            text: .converted(text), encoding: encoding.name,
            faults: faults > 0 ? ["\(faults) units are no \(encoding.name)"] : [])
    }

    private static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, skipped: Int, declared: [CharacterEncoding],
        faults: [String]
    ) -> DecodedDocument {
        let isUTF8 = unsafe UTF8Check.isValid(bytes)
        let first = declared.first ?? .utf8
        let inPlace = DecodedDocument(
            text: .inPlace(skipping: skipped), encoding: first.name, faults: faults)
        if isUTF8, first == .utf8 { return inPlace }
        if isUTF8, unsafe !EncodingGuess.hasEscapes(bytes), unsafe isASCII(bytes) { return inPlace }
        return unsafe Legacy(bytes: bytes, skipped: skipped, declared: declared, faults: faults)
            .decode(isUTF8: isUTF8)
    }

    private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe bytes.allSatisfy { $0 < 0x80 }
    }
}
