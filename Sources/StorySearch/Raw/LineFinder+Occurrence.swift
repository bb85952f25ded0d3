// SPDX-License-Identifier: Apache-2.0

internal import Text

/// Whether something that was found begins or belongs to a term. In doubt it does.
extension LineFinder {
    private typealias Bytes = UnsafeBufferPointer<UInt8>

    /// Looks at the place in a block at which a pair, an escape or a singled-out character stands.
    mutating func isOccurrence(in block: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        let lead = unsafe block[place]
        if lead == 0x5C, place + 1 < block.count, unsafe block[place + 1] == 0x75 { return true }
        if lead >= 0xC2 {
            if unsafe isPart(of: block, at: place) { return true }
        } else if lead == 0x82, place > 0, unsafe block[place - 1] == 0xE3 {
            if unsafe isPart(of: block, at: place - 1) { return true }
        }
        guard place + 1 < block.count else { return false }
        let second = unsafe block[place + 1]
        for index in 0..<needles.pairs.count where needles.pairs[index].matches(lead, second) {
            let pair = needles.pairs[index]
            if unsafe stands(
                needles.runs[pair.run], pair.place, in: block, at: place - pair.back)
            {
                return true
            }
        }
        return false
    }

    /// Whether the character outside ASCII at `place` may be part of a term.
    private mutating func isPart(of block: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard let (scalar, length) = unsafe Self.character(in: block, at: place) else {
            return true
        }
        switch role(of: scalar) {
        case .none, .gap: return false
        case .doubtful: return true
        case .attached: return unsafe mayBelong(before: place, in: block)
        case .between:
            return unsafe mayBelong(before: place, in: block)
                && mayBelong(at: place + length, in: block)
        case .sought:
            guard let folded = one(scalar) else { return true }
            for number in 0..<needles.runs.count {
                let run = needles.runs[number]
                for index in 0..<run.count where needles.letters[run.first + index] == folded {
                    if unsafe isElsewhere(run, index, in: block, before: place + length) {
                        continue
                    }
                    if unsafe stands(run, index, in: block, at: place) { return true }
                }
            }
            return false
        }
    }

    /// Whether the byte at `end`, behind letter number `place`, says by itself that `run` does not
    /// stand there: most accents of a text are dismissed so.
    private func isElsewhere(
        _ run: Needles.Run, _ place: Int, in block: UnsafeBufferPointer<UInt8>, before end: Int
    ) -> Bool {
        guard place + 1 < run.count, end < block.count else { return false }
        let byte = unsafe block[end]
        let isLetter = (0x61...0x7A).contains(byte | 0x20)
        // What is no letter may be a gap, a full stop or an escape.
        guard isLetter || byte < 0x80 && byte != 0x5C && byte != 0x2E && !run.allowsGaps else {
            return false
        }
        return needles.letters[run.first + place + 1] != UInt32(isLetter ? byte | 0x20 : byte)
    }

    // MARK: Runs

    /// Whether `run` stands in `block` with its character number `place` at `position`, as it is
    /// or as initials.
    private mutating func stands(
        _ run: Needles.Run, _ place: Int, in block: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> Bool {
        guard position >= 0,
            let (scalar, length) = unsafe Self.character(in: block, at: position),
            one(scalar) == needles.letters[run.first + place]
        else { return false }
        if run.mayBeInitials,
            unsafe areInitials(run, place, in: block, from: position, to: position + length)
        {
            return true
        }
        var end = position + length
        for next in place + 1..<max(run.count, place + 1) {
            if run.allowsGaps { unsafe skipGap(in: block, from: &end) }
            guard let (scalar, length) = unsafe Self.character(in: block, at: end) else {
                return true
            }
            // A gap may be written as an escape.
            if run.allowsGaps, scalar == 0x5C { return true }
            guard one(scalar) == needles.letters[run.first + next] else { return false }
            end += length
        }
        var start = position
        for last in (0..<place).reversed() {
            if run.allowsGaps { unsafe skipGap(in: block, before: &start) }
            guard let (scalar, length) = unsafe Self.character(in: block, before: start) else {
                return true
            }
            if run.allowsGaps, unsafe Self.endsEscape(in: block, before: start) { return true }
            guard one(scalar) == needles.letters[run.first + last] else { return false }
            start -= length
        }
        return unsafe bordersHold(run, in: block, start..<end)
    }

    /// Whether nothing that belongs to a word stands on the sides where nothing may.
    private mutating func bordersHold(
        _ run: Needles.Run, in block: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> Bool {
        if run.endsWord, let next = unsafe Self.character(in: block, at: range.upperBound),
            isWord(next.scalar)
        {
            return false
        }
        guard run.startsWord,
            let last = unsafe Self.character(in: block, before: range.lowerBound)
        else { return true }
        return unsafe !isWord(last.scalar)
            || Self.endsEscape(in: block, before: range.lowerBound)
    }

    /// Whether a full stop and the next or previous letter of `run` stand beside its letter number
    /// `place`.
    private mutating func areInitials(
        _ run: Needles.Run, _ place: Int, in block: UnsafeBufferPointer<UInt8>, from start: Int,
        to end: Int
    ) -> Bool {
        if place + 1 < run.count {
            return unsafe end < block.count && block[end] == 0x2E
                && Self.character(in: block, at: end + 1).map {
                    one($0.scalar) == needles.letters[run.first + place + 1]
                } ?? true
        }
        return unsafe start > 0 && block[start - 1] == 0x2E
            && Self.character(in: block, before: start - 1).map {
                one($0.scalar) == needles.letters[run.first + place - 1]
            } ?? true
    }

    // MARK: Characters

    private mutating func role(of scalar: UInt32) -> CharacterRole {
        if scalar < 0x10000 {
            return CharacterRole(rawValue: needles.roles.plane[Int(scalar)]) ?? .doubtful
        }
        // Pictures, which fold to themselves: the only ones that are frequent.
        if (0x1F300...0x1F64F).contains(scalar) || (0x1F680...0x1FAFF).contains(scalar) {
            return .none
        }
        return needles.roles.role(of: folds.fold(of: scalar))
    }

    /// The one character that `scalar` folds to; nil for those about which only folding tells.
    private mutating func one(_ scalar: UInt32) -> UInt32? {
        if scalar < 0x80 { return (0x41...0x5A).contains(scalar) ? scalar | 0x20 : scalar }
        if scalar < 0x10000, needles.folded[Int(scalar)] != 0 {
            return UInt32(needles.folded[Int(scalar)])
        }
        if case .one(let folded) = folds.fold(of: scalar) { return folded }
        return nil
    }

    /// Whether `scalar` surely belongs to the word beside it.
    private mutating func isWord(_ scalar: UInt32) -> Bool {
        guard let folded = one(scalar), let folded = Unicode.Scalar(folded) else { return false }
        return CharacterClass(folded).isWord
    }

    private mutating func mayBelong(
        at place: Int, in block: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let (scalar, _) = unsafe Self.character(in: block, at: place) else { return true }
        return scalar < 0x80 ? needles.mayBelong[Int(scalar)] : role(of: scalar) != .none
    }

    private mutating func mayBelong(
        before place: Int, in block: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let (scalar, _) = unsafe Self.character(in: block, before: place) else {
            return true
        }
        return scalar < 0x80 ? needles.mayBelong[Int(scalar)] : role(of: scalar) != .none
    }

    private mutating func skipGap(in block: UnsafeBufferPointer<UInt8>, from place: inout Int) {
        while let (scalar, length) = unsafe Self.character(in: block, at: place), isGap(scalar) {
            place += length
        }
    }

    private mutating func skipGap(in block: UnsafeBufferPointer<UInt8>, before place: inout Int) {
        while let (scalar, length) = unsafe Self.character(in: block, before: place),
            isGap(scalar)
        {
            place -= length
        }
    }

    private mutating func isGap(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar >= 0x80 && one(scalar).map(CharacterRoles.isGap) ?? false
    }

    /// Whether the letter before `place` may be that of an escape, as in `\n`.
    private static func endsEscape(
        in block: UnsafeBufferPointer<UInt8>, before place: Int
    ) -> Bool {
        unsafe place >= 2 && block[place - 2] == 0x5C
    }

    /// The character at `place` and its length; nil where there is none, as behind the end.
    private static func character(
        in block: UnsafeBufferPointer<UInt8>, at place: Int
    ) -> (scalar: UInt32, length: Int)? {
        guard place < block.count else { return nil }
        let lead = unsafe block[place]
        if lead < 0x80 { return (UInt32(lead), 1) }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, place + length <= block.count else { return nil }
        var scalar = UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = unsafe block[place + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        return scalar < 0x110000 ? (scalar, length) : nil
    }

    /// The character that ends before `place` and its length.
    private static func character(
        in block: UnsafeBufferPointer<UInt8>, before place: Int
    ) -> (scalar: UInt32, length: Int)? {
        guard place > 0, place <= block.count else { return nil }
        var first = place - 1
        while first > 0, place - first < 4, unsafe block[first] & 0xC0 == 0x80 { first -= 1 }
        guard let (scalar, length) = unsafe character(in: block, at: first),
            first + length == place
        else { return nil }
        return (scalar, length)
    }
}
