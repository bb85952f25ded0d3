// SPDX-License-Identifier: Apache-2.0

/// Characters that folding deletes: Default_Ignorable_Code_Point as QUERY.md section 2.1 lists it.
enum Ignorable {
    /// Whether `scalar` is deleted.
    static func contains(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
            0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,
            0xE0000...0xE0FFF:
            true
        default: false
        }
    }
}

/// Apostrophes and hyphens, of which one of each remains (QUERY.md section 2.5).
enum Punctuation {
    /// The character that stands for `scalar`.
    ///
    /// The rule comes after normalisation, which tears U+00B4 into a space and an accent; so it is
    /// asked before it too, or the acute accent in its list could never be met.
    static func folded(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x2018, 0x2019, 0x201B, 0x2BC, 0x2B9, 0x2032, 0x60, 0xB4: 0x27
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0x2E3A, 0x2E3B: 0x2D
        default: scalar
        }
    }
}

/// The letters after which marks are dropped (QUERY.md section 2.4).
enum MarkDropping {
    private static let runs = CharacterRuns.markDropping

    /// Whether `scalar` is a Latin, Greek or Cyrillic letter.
    static func follows(_ scalar: UInt32) -> Bool {
        CharacterRuns.value(of: scalar, in: runs) != 0
    }
}

/// Variants of Han characters (QUERY.md section 2.6).
struct HanFold: Sendable {
    /// The table, made once from `HanVariants`.
    static let shared = HanFold()

    private let representatives: [UInt32: UInt32]

    private init() {
        var table: [UInt32: UInt32] = [:]
        var variant: UInt32?
        for scalar in HanVariants.pairs.description.unicodeScalars {
            guard let known = variant else {
                variant = scalar.value
                continue
            }
            table[known] = scalar.value
            variant = nil
        }
        representatives = table
    }

    /// The character that stands for `scalar` and its variants.
    func representative(of scalar: UInt32) -> UInt32 {
        // Neither below the Han characters nor among the Hangul syllables is there a variant.
        scalar < 0x3400 || (0xA000..<0xF900).contains(scalar)
            ? scalar : representatives[scalar] ?? scalar
    }
}
