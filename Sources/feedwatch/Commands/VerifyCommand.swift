// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import JSON
import StoryStore

/// `feedwatch verify`: every line of the store.
struct VerifyCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks every line, checksum and day of the store.",
        discussion: """
            Needs no lock and may run beside the daemon. Ends with 65 when there is damage, which \
            is printed as FILE.jsonl:LINE: byte N: what.

            EXAMPLE
              feedwatch verify || feedwatch repair
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions

    @Flag(help: "One JSON object a damage, and one with the sums.")
    var json = false

    mutating func run(in context: Context) throws -> ExitStatus {
        let scan = try StoryScan(store, root, in: context)
        var damages: [Damage] = []
        let check: StoreCheck
        do {
            check = try scan.reader.verify { damages.append($0) }
        } catch {
            throw CommandFailure(error)
        }
        for damage in damages {
            if json {
                try context.output.writeJSON(Self.json(of: damage))
            } else {
                try context.output.writeLine(context.terminal.styled("\(damage)", .red))
            }
        }
        if json {
            try context.output.writeJSON(Self.json(of: check))
        } else {
            let verdict =
                damages.isEmpty
                ? context.terminal.styled("no damage", .green)
                : "\(damages.count) damaged; `feedwatch repair` sets it aside"
            try context.output.writeLine(
                "\(check.lines.counted("line")) in \(check.segments.counted("segment")): \(verdict)"
            )
        }
        return damages.isEmpty ? .success : .badInput
    }

    private static func json(of check: StoreCheck) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("segments", check.segments)
        json.member("lines", check.lines)
        json.member("damages", check.damages)
        json.endObject()
        json.endLine()
        return json.bytes
    }

    private static func json(of damage: Damage) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("file", damage.file)
        json.member("line", damage.line)
        json.member("byte", damage.byte)
        json.member("what", damage.what)
        json.endObject()
        return json.bytes + [0x0A]
    }
}
