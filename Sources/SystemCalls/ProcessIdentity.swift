// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Who this process is to the kernel.
public enum ProcessIdentity: Sendable {
    /// The process id.
    public static var processID: Int32 { getpid() }

    /// The user whose rights it has.
    public static var effectiveUserID: UInt32 { geteuid() }

    /// The arguments, the program's name first. From the kernel: Swift's runtime looks for them
    /// below `environ`, and finds none where a preloaded library has moved that, as libfaketime
    /// does.
    public static var arguments: [String] {
        // Two megabytes are the most that execve(2) takes by default.
        let bytes = (try? FileSystem.contents(of: "/proc/self/cmdline", limit: 1 << 22)) ?? []
        guard !bytes.isEmpty else { return CommandLine.arguments }
        // Each ends in NUL.
        return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The processors this process may use now.
    public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// The file that it runs, without symbolic links. The corresponding C function is `readlink`.
    public static func executablePath() throws(SystemError) -> String {
        let link = "/proc/self/exe"
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink(link, &path, path.count)
        guard length >= 0 else {
            throw SystemError(operation: "readlink", path: link, errno: errno)
        }
        return String(decoding: path[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
