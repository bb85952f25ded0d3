// SPDX-License-Identifier: Apache-2.0

/// Lines and columns of a text, asked for in ascending order. It lives while the caller keeps the
/// text in place.
@safe struct LineCounter {
    private let text: UnsafeBufferPointer<UInt8>
    private var counted = 0
    private var line = 1
    private var lineStart = 0

    init(_ text: UnsafeBufferPointer<UInt8>) {
        unsafe self.text = unsafe text
    }

    /// The line and the column of the byte at `offset`, both from 1; columns count bytes.
    mutating func position(of offset: Int) -> (line: Int, column: Int) {
        let end = min(offset, unsafe text.count)
        while counted < end {
            let rest = unsafe UnsafeBufferPointer(rebasing: text[..<end])
            guard let feed = unsafe ByteSearch.find(0x0A, in: rest, from: counted) else { break }
            counted = feed + 1
            line += 1
            lineStart = counted
        }
        counted = max(counted, end)
        return (line, max(offset - lineStart + 1, 1))
    }
}
