// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// Why a command cannot do what it was asked to: told on standard error as `feedwatch: message`,
/// then the advice, then the program ends with the status.
struct CommandFailure: Error {
    var status: ExitStatus
    var message: String
    /// What the person can do about it; may be empty.
    var advice = ""

    init(_ status: ExitStatus, _ message: String, advice: String = "") {
        self.status = status
        self.message = message
        self.advice = advice
    }

    /// A system call that failed, with the status that its errno stands for.
    init(_ error: SystemError, advice: String = "") {
        switch error.errno {
        case ENOENT, ENOTDIR, EISDIR, EFBIG: status = .noInput
        case EACCES, EPERM: status = .noPermission
        default: status = .inputOutput
        }
        message =
            error.path.isEmpty
            ? "\(error.operation): \(error.reason)" : "\(error.path): \(error.reason)"
        self.advice = advice
    }
}

extension CommandFailure {
    /// What is told: the message, and the advice behind it.
    var text: String { advice.isEmpty ? message : "\(message)\n  \(advice)" }
}
