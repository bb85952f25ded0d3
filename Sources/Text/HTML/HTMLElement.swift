// SPDX-License-Identifier: Apache-2.0

/// What an element does to the text around it (QUERY.md section 1).
enum HTMLElement: UInt8, Sendable {
    /// Adds nothing: `b`, `a`, `span`, `wbr`, and every name that is not known.
    case inline
    /// A line break: `br`.
    case lineBreak
    /// A paragraph break before and after.
    case block
    /// A block in which white space counts.
    case preformatted
    /// No text at all up to its end tag: `script`, `style`.
    case raw
    /// No text at all up to the end tag that belongs to it, nested ones counted: `template`.
    case template
}

extension HTMLElement {
    /// The element of a name in lower case, of which `packed` has up to eight letters, the first
    /// one lowest, and `length` counts all.
    ///
    /// Numbers and no table: a switch over them is a few comparisons in registers, where a table
    /// costs a global's check and the counting of references, for every tag of every entry.
    static func named(_ packed: UInt64, length: Int) -> HTMLElement {
        if length > 8 { return isLongBlock(packed, length: length) ? .block : .inline }
        switch packed {
        case 0x7262: return .lineBreak  // br
        case 0x70, 0x76_6964, 0x696C,  // p div li
            0x7274, 0x6474, 0x6874,  // tr td th
            0x3168, 0x3268, 0x3368,  // h1 h2 h3
            0x3468, 0x3568, 0x3668,  // h4 h5 h6
            0x6E_6F69_7463_6573, 0x65_6C63_6974_7261, 0x6C75,  // section article ul
            0x6C6F, 0x65_6C62_6174, 0x7268,  // ol table hr
            0x6572_7567_6966, 0x7464, 0x6464,  // figure dt dd
            0x6C64, 0x73_7365_7264_6461, 0x65_6469_7361,  // dl address aside
            0x7265_6461_6568, 0x7265_746F_6F66, 0x6E69_616D,  // header footer main
            0x76_616E, 0x6D72_6F66, 0x7465_7364_6C65_6966,  // nav form fieldset
            0x7265_746E_6563, 0x6E_6F69_7470_6163, 0x64_6165_6874,  // center caption thead
            0x79_646F_6274, 0x74_6F6F_6674, 0x73_6C69_6174_6564,  // tbody tfoot details
            0x79_7261_6D6D_7573, 0x7075_6F72_6768, 0x7964_6F62,  // summary hgroup body
            0x6C6D_7468, 0x65_6C74_6974, 0x646E_6567_656C,  // html title legend
            0x6E6F_6974_706F:  // option
            return .block
        case 0x65_7270: return .preformatted  // pre
        case 0x7470_6972_6373, 0x65_6C79_7473: return .raw  // script style
        case 0x6574_616C_706D_6574: return .template  // template
        default: return .inline
        }
    }

    /// The blocks with names of more than eight letters.
    private static func isLongBlock(_ packed: UInt64, length: Int) -> Bool {
        // blockquote and figcaption, of which eight letters tell enough.
        length == 10 && (packed == 0x6F75_716B_636F_6C62 || packed == 0x6974_7061_6367_6966)
    }
}
