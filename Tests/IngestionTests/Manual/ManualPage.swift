// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// An example of a manual page: a literal display, and what the comment in front of it says of it.
struct ManualExample: Sendable, CustomTestStringConvertible {
    var page: String
    /// The line on which it starts.
    var line: Int
    /// `shell`, `configuration`, …
    var kind: String
    /// The exit status that is expected.
    var status: Int32
    /// What a reader sees.
    var text: String

    var testDescription: String { "\(page):\(line) (\(kind))" }
}

/// The pages of `man/`.
enum ManualPage {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../man").standardizedFileURL.path

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .sorted()

    static let examples = names.flatMap(examples(of:))

    /// The literal displays of a page; the kind of one that does not say it is empty.
    static func examples(of page: String) -> [ManualExample] {
        let source = (try? String(contentsOfFile: "\(folder)/\(page)", encoding: .utf8)) ?? ""
        let lines = source.components(separatedBy: "\n")
        var found: [ManualExample] = []
        var open: ManualExample?
        for (index, line) in lines.enumerated() {
            if line.hasPrefix(".Bd -literal") {
                open = ManualExample(page: page, line: index + 1, kind: "", status: 0, text: "")
                describe(&open, by: index > 0 ? lines[index - 1] : "")
            } else if line.hasPrefix(".Ed"), let example = open {
                found.append(example)
                open = nil
            } else {
                open?.text += unescaped(line) + "\n"
            }
        }
        return found
    }

    /// Reads `.\" example: KIND` or `.\" example: KIND, status N`.
    private static func describe(_ example: inout ManualExample?, by comment: String) {
        let mark = ".\\\" example: "
        guard comment.hasPrefix(mark) else { return }
        let parts = comment.dropFirst(mark.count).components(separatedBy: ", status ")
        example?.kind = parts[0]
        if parts.count > 1 { example?.status = Int32(parts[1]) ?? -1 }
    }

    /// The text of a line, its escapes of roff undone.
    private static func unescaped(_ line: String) -> String {
        [("\\(en", "–"), ("\\(dq", "\""), ("\\-", "-"), ("\\&", ""), ("\\e", "\\")]
            .reduce(line) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }
}
