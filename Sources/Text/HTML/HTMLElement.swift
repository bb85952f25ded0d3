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
    @inline(__always)
    static func named(_ packed: UInt64, length: Int) -> HTMLElement {
        table.element(of: length > 8 ? packed &+ UInt64(truncatingIfNeeded: length) : packed)
    }

    private static let table = Table()

    /// Names by hashing: one multiplication and, nearly always, one comparison.
    private struct Table: Sendable {
        // Arrays, not inline ones: reading a global would copy those whole.
        private var keys = [UInt64](repeating: 0, count: 256)
        private var elements = [HTMLElement](repeating: .inline, count: 256)

        init() {
            insert(
                """
                p div li tr td th h1 h2 h3 h4 h5 h6 blockquote section article ul ol table hr \
                figure figcaption dt dd dl address aside header footer main nav form fieldset \
                center caption thead tbody tfoot details summary hgroup body html title legend option
                """, as: .block)
            insert("br", as: .lineBreak)
            insert("pre", as: .preformatted)
            insert("script style", as: .raw)
            insert("template", as: .template)
        }

        @inline(__always)
        func element(of key: UInt64) -> HTMLElement {
            var slot = Self.slot(of: key)
            while keys[slot] != 0 {
                if keys[slot] == key { return elements[slot] }
                slot = (slot + 1) & 255
            }
            return .inline
        }

        private mutating func insert(_ names: String, as element: HTMLElement) {
            for name in names.split(separator: " ") {
                var key: UInt64 = 0
                for (index, byte) in name.utf8.prefix(8).enumerated() {
                    key |= UInt64(byte) << UInt64(8 * index)
                }
                if name.utf8.count > 8 { key &+= UInt64(name.utf8.count) }
                var slot = Self.slot(of: key)
                while keys[slot] != 0 { slot = (slot + 1) & 255 }
                keys[slot] = key
                elements[slot] = element
            }
        }

        /// Fibonacci hashing.
        @inline(__always)
        private static func slot(of key: UInt64) -> Int {
            Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56)
        }
    }
}
