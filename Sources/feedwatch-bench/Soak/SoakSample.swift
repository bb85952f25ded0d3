// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// What the daemon used at a moment (proc(5)).
struct SoakSample {
    /// Milliseconds since the soak began.
    let time: Int64
    /// Memory that is in RAM, in KiB, and the part of it that no file stands behind.
    let resident: Int
    let anonymous: Int
    let descriptors: Int
    let threads: Int
    /// Time on processors in milliseconds, by the program and by the kernel for it.
    let processor: Int64

    /// Looks at a process; nil when it has gone.
    init?(of process: Int32, time: Int64) {
        guard let status = Self.text("/proc/\(process)/status"),
            let stat = Self.text("/proc/\(process)/stat"),
            let open = try? FileSystem.entries(of: "/proc/\(process)/fd"),
            let close = stat.lastIndex(of: ")")
        else { return nil }
        // The name in parentheses may hold anything; `utime` is the twelfth field behind it.
        let fields = stat[close...].split(separator: " ")
        guard fields.count > 13, let user = Int64(fields[12]), let system = Int64(fields[13]),
            let resident = Self.number("VmRSS", in: status),
            let anonymous = Self.number("RssAnon", in: status),
            let threads = Self.number("Threads", in: status)
        else { return nil }
        self.time = time
        self.resident = resident
        self.anonymous = anonymous
        self.threads = threads
        descriptors = open.count
        processor = (user + system) * 1000 / Int64(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// A line of `samples.tsv`.
    var line: String {
        "\(time)\t\(resident)\t\(anonymous)\t\(descriptors)\t\(threads)\t\(processor)\n"
    }
    static let heading =
        "milliseconds\tresident_kib\tanonymous_kib\tdescriptors\tthreads\tprocessor_ms\n"

    private static func text(_ path: String) -> String? {
        (try? FileSystem.contents(of: path, limit: 1 << 16)).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private static func number(_ name: String, in status: String) -> Int? {
        status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            .flatMap { Int($0.drop { !$0.isNumber }.prefix { $0.isNumber }) }
    }
}
