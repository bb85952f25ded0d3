// SPDX-License-Identifier: Apache-2.0

internal import Text

/// What a character outside ASCII may have to do with a row of folded characters.
enum CharacterRole: UInt8 {
    /// Nothing.
    case none
    /// It is one of them when folded.
    case sought
    /// It folds to several or joins others so that they may be among them: only folding tells.
    case doubtful
    /// It is deleted, or a full stop: it may stand between two of them.
    case between
    /// It joins the character before it, and is dropped or not.
    case attached
    /// White space or a middle dot: it may stand between two of them where gaps are allowed.
    case gap
}

/// The roles of all characters in a search for some runs.
struct CharacterRoles: Sendable {
    /// The raw roles of the Basic Multilingual Plane.
    private(set) var plane: [UInt8]
    private let sought: Set<UInt32>
    private let allowsGaps: Bool
    /// Whether any of the sought may come about by joining.
    private let soughtAreJoined: Bool

    init(_ runs: [SoughtRun], _ folds: ScalarFolds) {
        sought = Set(runs.flatMap(\.scalars))
        allowsGaps = runs.contains { $0.allowsGaps && $0.scalars.count > 1 }
        soughtAreJoined = sought.contains { $0 >= 0x80 && ScalarFolds.isJoined($0) }
        var isSought = [Bool](repeating: false, count: 0x10000)
        for scalar in sought where scalar < 0x10000 { isSought[Int(scalar)] = true }
        plane = [UInt8](repeating: 0, count: 0x10000)
        for (scalar, folded) in folds.plane.enumerated() where scalar >= 0x80 {
            if isSought[Int(folded)] {
                plane[scalar] = CharacterRole.sought.rawValue
            } else if folded == 0x2E || allowsGaps && Self.isGap(UInt32(folded)) {
                plane[scalar] = role(ofFolded: UInt32(folded)).rawValue
            }
        }
        for exception in folds.exceptions {
            plane[Int(exception.scalar)] = role(of: exception.fold).rawValue
        }
    }

    /// The role of what becomes `fold`.
    func role(of fold: ScalarFolds.Fold) -> CharacterRole {
        switch fold {
        case .one(let folded): role(ofFolded: folded)
        case .several(let folded): folded.contains(where: sought.contains) ? .doubtful : .none
        case .nothing: .between
        case .attached: soughtAreJoined ? .doubtful : .attached
        }
    }

    private func role(ofFolded folded: UInt32) -> CharacterRole {
        if sought.contains(folded) { return .sought }
        if folded == 0x2E { return .between }
        return allowsGaps && Self.isGap(folded) ? .gap : .none
    }

    /// Whether a folded character is white space or a middle dot.
    static func isGap(_ folded: UInt32) -> Bool {
        if folded == 0x30FB || folded == 0xB7 { return true }
        guard let scalar = Unicode.Scalar(folded) else { return false }
        return CharacterClass(scalar) == .space
    }

    /// Whether an ASCII character may stand beside one of the sought, or be one.
    func mayBelong(ascii: UInt8) -> Bool {
        let lower = (0x41...0x5A).contains(ascii) ? ascii | 0x20 : ascii
        if sought.contains(UInt32(lower)) || ascii == UInt8(ascii: ".") { return true }
        // White space stands in the line as `\n`, `\t` and the like.
        return allowsGaps && " nrtf".utf8.contains(ascii)
    }
}
