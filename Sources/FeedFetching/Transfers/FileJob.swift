// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// The reading of one local feed.
struct FileJob: Sendable {
    var token: UInt64
    var path: String
    var url: String
    var limit: Int

    /// Reads the whole file; nothing but a regular one, opened without blocking.
    func read() -> FetchResult {
        let started = SystemClock.monotonicMilliseconds()
        do {
            let bytes = try FileSystem.contents(of: path, limit: limit)
            let elapsed = SystemClock.monotonicMilliseconds() - started
            let response = FetchResponse(
                status: 200, effectiveURL: url, body: bytes, wireBytes: bytes.count,
                duration: .milliseconds(elapsed))
            return FetchResult(token: token, outcome: .response(response))
        } catch {
            return FetchResult(token: token, outcome: .failed(failure(error)))
        }
    }

    private func failure(_ error: SystemError) -> FetchFailure {
        switch error.errno {
        case EFBIG:
            FetchFailure(kind: .tooLarge, message: "\(path) is larger than \(limit) bytes")
        case EINVAL: FetchFailure(kind: .file, message: "\(path) is no regular file")
        case EMFILE, ENFILE, ENOMEM: FetchFailure(kind: .resources, message: "\(error)")
        default: FetchFailure(kind: .file, message: "\(error)")
        }
    }
}
