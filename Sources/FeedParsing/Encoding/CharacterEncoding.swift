// SPDX-License-Identifier: Apache-2.0

/// A character encoding that documents are read in.
struct CharacterEncoding: Sendable, Equatable {
    /// The name that is told, in lower case: that of the superset that is really used.
    var name: String
    /// How the bytes become UTF-8.
    var decoder: Decoder

    /// The ways of decoding.
    enum Decoder: Sendable, Equatable {
        /// UTF-8, and ASCII as a part of it.
        case utf8
        case utf16(bigEndian: Bool)
        case utf32(bigEndian: Bool)
        /// One byte a character; the name is iconv's.
        case singleByte(StaticName)
        /// One or more bytes a character; the name is iconv's.
        case multiByte(StaticName)
    }

    /// A name of iconv's, from our own table and never from a document: glibc would load modules
    /// by it.
    struct StaticName: Sendable, Equatable {
        var string: String
    }

    static let utf8 = CharacterEncoding(name: "utf-8", decoder: .utf8)
    static let windows1252 = CharacterEncoding(
        name: "windows-1252", decoder: .singleByte(StaticName(string: "CP1252")))

    static func utf16(bigEndian: Bool) -> CharacterEncoding {
        CharacterEncoding(
            name: bigEndian ? "utf-16be" : "utf-16le", decoder: .utf16(bigEndian: bigEndian))
    }

    static func utf32(bigEndian: Bool) -> CharacterEncoding {
        CharacterEncoding(
            name: bigEndian ? "utf-32be" : "utf-32le", decoder: .utf32(bigEndian: bigEndian))
    }

    /// Whether a document in this encoding has a NUL in nearly every character.
    var isWide: Bool {
        switch decoder {
        case .utf16, .utf32: true
        case .utf8, .singleByte, .multiByte: false
        }
    }
}
