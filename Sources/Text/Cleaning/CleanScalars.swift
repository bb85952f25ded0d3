// SPDX-License-Identifier: Apache-2.0

/// The scalars of a text that may be shown: what tells a terminal to do something is left out.
enum CleanScalars {
    /// Calls `body` for each scalar that may be shown, white-space controls (TAB, LF, VT, FF, CR,
    /// NEL) among them, until it returns false.
    static func forEach(
        in scalars: String.UnicodeScalarView, _ body: (Unicode.Scalar) -> Bool
    ) {
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            scalars.formIndex(after: &index)
            if let introducer = introducer(scalar, in: scalars, at: index) {
                index = end(ofSequence: introducer, in: scalars, from: index)
            } else if !isDropped(scalar.value), !body(scalar) {
                return
            }
        }
    }

    /// What an escape sequence starts with, in its C1 form (ECMA-48 section 5.3).
    private static func introducer(
        _ scalar: Unicode.Scalar, in scalars: String.UnicodeScalarView, at next: String.Index
    ) -> UInt32? {
        switch scalar.value {
        case 0x1B:
            guard next < scalars.endIndex else { return nil }
            let second = scalars[next].value
            // ESC with 0x40…0x5F is the 7-bit spelling of a C1 control.
            return (0x40...0x5F).contains(second) ? second + 0x40 : 0x1B
        case 0x90, 0x98, 0x9B, 0x9D...0x9F: return scalar.value
        default: return nil
        }
    }

    /// The index behind a sequence whose first scalar stands before `start`.
    private static func end(
        ofSequence introducer: UInt32, in scalars: String.UnicodeScalarView,
        from start: String.Index
    ) -> String.Index {
        var index = start
        let isSevenBit = scalars[scalars.index(before: start)].value == 0x1B
        if isSevenBit, introducer != 0x1B { scalars.formIndex(after: &index) }
        switch introducer {
        case 0x9B:
            skip(0x30...0x3F, in: scalars, from: &index)  // parameters
            skip(0x20...0x2F, in: scalars, from: &index)  // intermediates
            skipOne(0x40...0x7E, in: scalars, from: &index)
        case 0x90, 0x98, 0x9D...0x9F:
            index = end(ofString: scalars, from: index) ?? index
        case 0x1B:
            skip(0x20...0x2F, in: scalars, from: &index)
            skipOne(0x30...0x7E, in: scalars, from: &index)
        default: break  // another C1 control, complete in two characters
        }
        return index
    }

    /// The most scalars of a control string (a window title, a link, a sixel) that are looked
    /// through for its end. Where there is none so near, only the introducer goes and the rest is
    /// text again, which without its introducer is harmless.
    private static let longestControlString = 4096

    /// The index behind BEL or ST, which end OSC, DCS, SOS, PM and APC; nil when neither comes.
    private static func end(
        ofString scalars: String.UnicodeScalarView, from start: String.Index
    ) -> String.Index? {
        var index = start
        var length = 0
        while index < scalars.endIndex, length < longestControlString {
            let value = scalars[index].value
            scalars.formIndex(after: &index)
            length += 1
            if value == 0x07 || value == 0x9C { return index }
            if value == 0x1B, index < scalars.endIndex, scalars[index] == "\\" {
                return scalars.index(after: index)
            }
        }
        return nil
    }

    private static func skip(
        _ range: ClosedRange<UInt32>, in scalars: String.UnicodeScalarView,
        from index: inout String.Index
    ) {
        while index < scalars.endIndex, range.contains(scalars[index].value) {
            scalars.formIndex(after: &index)
        }
    }

    private static func skipOne(
        _ range: ClosedRange<UInt32>, in scalars: String.UnicodeScalarView,
        from index: inout String.Index
    ) {
        if index < scalars.endIndex, range.contains(scalars[index].value) {
            scalars.formIndex(after: &index)
        }
    }

    /// Whether a scalar is left out wherever it stands.
    static func isDropped(_ value: UInt32) -> Bool {
        switch value {
        case 0x09...0x0D, 0x85: false  // white space: the caller's business
        case 0...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x206F: true
        case 0xFEFF, 0xFFF9...0xFFFB: true
        // Noncharacters, which no text is meant to hold and XML has no way to write.
        case 0xFDD0...0xFDEF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }
}
