// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims  // which declares `timespec` as well
import Glibc

/// What this process uses now.
public struct ProcessUsage: Sendable, Equatable {
    /// Memory that is in RAM, in bytes; 0 where /proc does not tell.
    public var residentBytes: Int64
    /// Time on processors, by the program and by the kernel for it.
    public var processorTime: Duration
    /// Descriptors that are open; 0 where /proc does not tell.
    public var openFiles: Int

    /// Looks.
    public static func current() -> ProcessUsage {
        var time = timespec()
        // Fails for an unknown clock only.
        _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return ProcessUsage(
            residentBytes: residentBytes(),
            processorTime: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec),
            openFiles: (try? FileSystem.entries(of: "/proc/self/fd").count) ?? 0)
    }

    /// The second number of statm, in pages (proc(5)).
    private static func residentBytes() -> Int64 {
        let statm = (try? FileSystem.contents(of: "/proc/self/statm", limit: 4096)) ?? []
        let fields = String(decoding: statm, as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pages = Int64(fields[1]) else { return 0 }
        return pages &* Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
