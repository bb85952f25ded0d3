// SPDX-License-Identifier: Apache-2.0

/// What the program ends with (sysexits.h).
enum ExitStatus: Int32 {
    case success = 0
    /// Nothing was found, or something needs a person.
    case negative = 1
    case usage = 64
    case badInput = 65
    case noInput = 66
    case unavailable = 69
    case internalError = 70
    case cannotCreate = 73
    case inputOutput = 74
    case tryAgain = 75
    case noPermission = 77
    case configuration = 78
}
