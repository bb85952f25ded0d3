// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Glibc
import SystemCalls
import Text

/// Other programs on the same folded texts and terms: the C automaton and vectorscan of the
/// performance suite, and ripgrep. They count every place where the letters stand, also within
/// words; ours counts terms.
struct MatchBaseline {
    private let programs: String
    private let textPath: String
    private let size: Double

    /// Writes `texts` where the programs of the directory `programs` can read them.
    init(programs: String, texts: [FoldedText]) throws {
        self.programs = programs
        textPath = "/tmp/feedwatch-bench-\(getpid()).txt"
        var bytes: [UInt8] = []
        for text in texts {
            bytes += text.bytes.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
            bytes.append(UInt8(ascii: "\n"))
        }
        size = Double(bytes.count) / 1e6
        let file = try FileDescriptor.open(textPath, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
        try file.writeAll(bytes)
    }

    /// Runs the programs with `terms`; what the C ones print is theirs.
    func measure(_ terms: [String]) throws {
        let termPath = textPath + ".terms"
        let folded = terms.map {
            String(decoding: Text.folded(UTF8Text($0), foldsHan: true), as: UTF8.self)
        }
        try FileText.write(folded.joined(separator: "\n") + "\n", to: termPath)
        defer { _ = unsafe unlink(termPath) }
        for mode in ["dfa", "hs"] {
            try run(["\(programs)/match", mode, "-k", termPath, "-t", textPath])
        }
        let seconds = try run(["rg", "-c", "-j1", "-F", "-f", termPath, textPath])
        print("  rg -F: \(Int(size / seconds)) MB/s")
    }

    /// The processor time of a program that runs to its end.
    @discardableResult
    private func run(_ arguments: [String]) throws -> Double {
        // Every stream: what we printed stands before what the program prints.
        _ = fflush(nil)
        var strings = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe strings.forEach { unsafe free($0) } }
        var child = pid_t()
        let code = unsafe posix_spawnp(&child, arguments[0], nil, nil, &strings, environ)
        guard code == 0 else { throw FileText.Failure(path: arguments[0], reason: "does not run") }
        var status: Int32 = 0
        var usage = rusage()
        guard unsafe wait4(child, &status, 0, &usage) == child else {
            throw FileText.Failure(path: arguments[0], reason: "was lost")
        }
        let time = usage.ru_utime.seconds + usage.ru_stime.seconds
        return max(time, 1e-6)
    }

    /// Removes what `init` wrote.
    func remove() { _ = unsafe unlink(textPath) }
}

extension timeval {
    fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) * 1e-6 }
}
