// SPDX-License-Identifier: Apache-2.0

/// What single characters fold to, for whoever looks for folded words in text that is not folded.
public struct ScalarFolds: Sendable {
    /// What becomes of a character.
    public enum Fold: Sendable, Equatable {
        /// It is one character, unless something attaches to it.
        case one(UInt32)
        /// It is several characters, unless something attaches to it.
        case several([UInt32])
        /// It is deleted.
        case nothing
        /// It joins the character before it: a mark, a vowel or final of a Hangul syllable.
        case attached
    }

    private let foldsHan: Bool
    private var folder = ClusterFolder()

    /// - Parameter foldsHan: Whether variants of a Han character are one (QUERY.md section 2.6).
    public init(foldsHan: Bool) {
        self.foldsHan = foldsHan
    }

    /// The folded form of each character of the Basic Multilingual Plane that is one character of
    /// it wherever nothing attaches; 0 for all others, about which `fold(of:)` knows more.
    public var plane: [UInt16] { (foldsHan ? FoldTable.han : .plain).replacements }

    /// A character of the plane about which `plane` says 0.
    public struct Exception: Sendable {
        /// The character.
        public let scalar: UInt32
        /// What becomes of it.
        public let fold: Fold
    }

    /// The characters of the plane about which `plane` says 0; found out once for a process.
    public var exceptions: [Exception] {
        foldsHan ? Self.exceptionsWithHan : Self.exceptionsWithoutHan
    }

    private static let exceptionsWithHan = exceptions(foldsHan: true)
    private static let exceptionsWithoutHan = exceptions(foldsHan: false)

    private static func exceptions(foldsHan: Bool) -> [Exception] {
        var folds = ScalarFolds(foldsHan: foldsHan)
        return folds.plane.enumerated().compactMap { scalar, folded in
            guard folded == 0, scalar > 0, !(0xD800...0xDFFF).contains(scalar) else { return nil }
            return Exception(scalar: UInt32(scalar), fold: folds.fold(of: UInt32(scalar)))
        }
    }

    /// What becomes of `scalar`.
    public mutating func fold(of scalar: UInt32) -> Fold {
        if Ignorable.contains(scalar) { return .nothing }
        if ClusterFolder.attaches(scalar) { return .attached }
        folder.fold([scalar], foldsHan: foldsHan, continues: false)
        let folded = folder.scalars.map { UInt32(bitPattern: $0) }
        return folded.count == 1 ? .one(folded[0]) : folded.isEmpty ? .nothing : .several(folded)
    }

    /// Whether `scalar` may come about by joining: it is made of several, or attaches itself.
    public static func isJoined(_ scalar: UInt32) -> Bool {
        var parts: [Int32] = []
        UTF8Proc.decompose(Int32(bitPattern: scalar), casefolding: false, into: &parts)
        return parts.count > 1 || ClusterFolder.attaches(scalar)
    }
}
