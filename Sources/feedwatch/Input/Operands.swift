// SPDX-License-Identifier: Apache-2.0

/// Command lines of thousands of files, as `find` and `xargs` make them.
enum Operands {
    /// So many arguments the argument parser gets; it takes time in proportion to the square of
    /// their number.
    private static let most = 64

    /// What the argument parser is to see, and the files behind it: those at the end of a command
    /// line of `parse`, behind its last option and what may be that option's value.
    static func split(_ arguments: [String]) -> (parsed: [String], files: [String]) {
        guard arguments.first == "parse", arguments.count > most else { return (arguments, []) }
        let last = arguments.lastIndex { $0.hasPrefix("-") && $0 != "-" } ?? 0
        let end = min(max(last + 2, most), arguments.count)
        return (Array(arguments[..<end]), Array(arguments[end...]))
    }
}
