// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSON
import StoryStore

/// `feedwatch repair`: damaged lines set aside.
struct RepairCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Sets damaged lines aside in DIR/damaged, where they are kept.",
        discussion: """
            Only the owner of the store may. Beside a running daemon, segments that it has open \
            are left alone, and the command ends with 75.

            EXAMPLE
              feedwatch verify || sudo -u feedwatch feedwatch repair
            """)

    @ParentCommand var root: FeedwatchCommand
    @OptionGroup var store: StoreOptions

    @Flag(help: "One JSON object a line that was set aside, or a segment in use.")
    var json = false

    mutating func run(in context: Context) throws -> ExitStatus {
        let directory = try store.resolved(root, in: context)
        let repair: StoreRepair
        do {
            repair = try StoreRepair.repair(directory: directory)
        } catch {
            throw CommandFailure(error)
        }
        for piece in repair.setAside {
            if json {
                try context.output.writeJSON(Self.json(of: piece))
            } else {
                try context.output.writeLine(
                    "\(piece.file): \(piece.bytes) bytes from byte \(piece.offset) set aside in \(piece.keptAs)"
                )
            }
        }
        for segment in repair.busy {
            if json {
                try context.output.writeJSON(Self.json(ofBusy: segment))
            } else {
                context.note("\(segment): in use by feedwatchd; stop it, then repair again")
            }
        }
        if repair.setAside.isEmpty, repair.busy.isEmpty, !json {
            try context.output.writeLine("nothing to repair")
        }
        return repair.busy.isEmpty ? .success : .tryAgain
    }

    private static func json(of piece: SetAside) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("file", piece.file)
        json.member("byte", piece.offset)
        json.member("bytes", piece.bytes)
        json.member("set_aside", piece.keptAs)
        json.endObject()
        return json.bytes + [0x0A]
    }

    private static func json(ofBusy segment: String) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("file", segment)
        json.member("in_use", true)
        json.endObject()
        return json.bytes + [0x0A]
    }
}
