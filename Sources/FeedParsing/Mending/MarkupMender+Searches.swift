// SPDX-License-Identifier: Apache-2.0

extension MarkupMender {
    /// Where marks stand next. The mender only moves forward, so what was found ahead, or found
    /// missing, need not be looked for again: without this, a document of beginnings without ends
    /// would take time in proportion to the square of its length.
    struct Searches {
        var commentEnd = Search(mark: "-->")
        var instructionEnd = Search(mark: "?>")
        var cdataStart = Search(mark: "<![CDATA[")
        var cdataEnd = Search(mark: "]]>")
        var tagEnd = Search(mark: ">")
    }

    /// One mark, and what is known about its next place.
    struct Search {
        let mark: StaticString
        private var from = Int.max
        private var found: Int?

        init(mark: StaticString) {
            self.mark = mark
        }

        /// Where the mark stands first, from `start` on.
        mutating func next(in input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
            let isKnown = from <= start && (found.map { $0 >= start } ?? true)
            if !isKnown {
                from = start
                found = unsafe ByteSearch.find(mark, in: input, from: start)
            }
            return found
        }
    }
}
