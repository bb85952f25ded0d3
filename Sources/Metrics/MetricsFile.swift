// SPDX-License-Identifier: Apache-2.0

internal import Glibc
public import SystemCalls

/// The file that a collector reads at any time: it finds the last figures or the ones before,
/// never a part.
public enum MetricsFile: Sendable {
    /// Puts `bytes` in the place of the file at `path`, readable by everybody: written under
    /// another name beside it and renamed.
    ///
    /// Not synced: after a loss of power the figures are of no use, and a sync could keep the
    /// daemon waiting.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
        // Not `*.prom`, which the collector would read.
        let temporary = "\(path).tmp"
        do throws(SystemError) {
            try FileSystem.remove(temporary)
        } catch {
            // What a killed daemon left, of whatever owner and kind; usually nothing.
            guard error.errno == ENOENT else { throw error }
        }
        do {
            let file = try FileDescriptor.open(
                temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o644)
            // Whatever the umask is: the collector runs as another user.
            try file.setPermissions(0o644)
            try file.writeAll(bytes)
        }
        try FileSystem.rename(temporary, to: path)
    }
}
