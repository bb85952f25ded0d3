// SPDX-License-Identifier: Apache-2.0

private import CUTF8Proc

/// What of utf8proc(3) folding needs, scalar by scalar, without its allocations.
enum UTF8Proc {
    /// Room for any compatibility decomposition; the longest, of U+FDFA, has 18 scalars.
    static let longestDecomposition = 32
    /// That much room, made once: it is appended for each of a table's 65,536 characters.
    private static let room = [Int32](repeating: 0, count: longestDecomposition)

    /// Whether `scalar` is a mark that takes no room of its own (Mn).
    static func isNonspacingMark(_ scalar: Int32) -> Bool {
        utf8proc_category(scalar) == UTF8PROC_CATEGORY_MN
    }

    /// Whether `scalar` is a mark (Mn, Mc, Me).
    static func isMark(_ scalar: Int32) -> Bool {
        switch utf8proc_category(scalar) {
        case UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME: true
        default: false
        }
    }

    /// The canonical combining class; 0 for what is no valid scalar.
    static func combiningClass(of scalar: Int32) -> Int16 {
        // The property belongs to the library and lives as long as the program.
        guard let property = unsafe utf8proc_get_property(scalar) else { return 0 }
        return unsafe property.pointee.combining_class
    }

    /// Whether `scalar` is a character by itself that neither compatibility decomposition nor case
    /// folding changes, and that joins no other.
    static func isInert(_ scalar: Int32) -> Bool {
        guard let property = unsafe utf8proc_get_property(scalar) else { return false }
        // UINT16_MAX stands for "none" in the library's table of properties.
        return unsafe property.pointee.decomp_seqindex == .max
            && property.pointee.casefold_seqindex == .max && property.pointee.combining_class == 0
            && !isMark(scalar)
    }

    /// Appends the compatibility decomposition of `scalar`, case folded or not, to `scalars`.
    static func decompose(_ scalar: Int32, casefolding: Bool, into scalars: inout [Int32]) {
        let stable = UTF8PROC_STABLE.rawValue | UTF8PROC_DECOMPOSE.rawValue
        let folding = UTF8PROC_COMPAT.rawValue | (casefolding ? UTF8PROC_CASEFOLD.rawValue : 0)
        let start = scalars.count
        scalars.append(contentsOf: room)
        let count = unsafe scalars.withUnsafeMutableBufferPointer { buffer in
            unsafe utf8proc_decompose_char(
                scalar, buffer.baseAddress.map { unsafe $0 + start }, longestDecomposition,
                utf8proc_option_t(rawValue: stable | folding), nil)
        }
        // Only what is no scalar is refused: it stays as it is.
        let isDecomposed = (0...longestDecomposition).contains(count)
        if !isDecomposed { scalars[start] = scalar }
        scalars.removeSubrange((start + (isDecomposed ? count : 1))...)
    }

    /// Composes decomposed, ordered scalars in place.
    static func compose(_ scalars: inout [Int32]) {
        let options = UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue
        let count = unsafe scalars.withUnsafeMutableBufferPointer {
            unsafe utf8proc_normalize_utf32(
                $0.baseAddress, $0.count, utf8proc_option_t(rawValue: options))
        }
        if (0...scalars.count).contains(count) { scalars.removeSubrange(count...) }
    }
}
