// SPDX-License-Identifier: Apache-2.0

import Glibc
import StoryStore
import SystemCalls

/// Where a reader of its own keeps how far it has come: a line of JSON, replaced in one step and
/// synced.
struct CursorFile {
    private let path: String
    /// What it said when it was opened; the beginning where it was not there.
    let position: StoryPosition

    /// Reads the file at `path`, and writes it: a reader that could not keep its place is told so
    /// before it has taken anything.
    ///
    /// - Throws: `CommandFailure`: 65 for what is no cursor, 73 where none can be kept.
    init(_ path: String) throws {
        self.path = path
        position = try Self.read(path)
        do throws(SystemError) {
            try write(position)
        } catch {
            let isFull = [ENOSPC, EDQUOT, EIO].contains(error.errno)
            var failure = CommandFailure(
                error, advice: "the cursor is kept beside its file: the directory has to be there")
            failure.status = isFull ? .inputOutput : .cannotCreate
            throw failure
        }
    }

    /// Confirms what stands before `position`: it does not come again.
    func write(_ position: StoryPosition) throws(SystemError) {
        try FileSystem.replaceContents(of: path, with: Array("\(position.text)\n".utf8))
    }

    private static func read(_ path: String) throws -> StoryPosition {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileSystem.contents(of: path, limit: 1 << 16)
        } catch  where error.errno == ENOENT || error.errno == ENOTDIR {
            return .start
        } catch  where error.errno == EINVAL || error.errno == EISDIR {
            throw CommandFailure(.cannotCreate, "\(path): not a regular file")
        } catch  where error.errno == EFBIG {
            bytes = [0]
        } catch {
            throw CommandFailure(error)
        }
        if bytes.isEmpty { return .start }
        guard let position = StoryPosition(text: String(decoding: bytes, as: UTF8.self)) else {
            throw CommandFailure(
                .badInput, "\(path): not a cursor",
                advice: "remove the file to begin with the first story")
        }
        return position
    }
}
