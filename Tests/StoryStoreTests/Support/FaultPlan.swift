// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization
import SystemCalls

@testable import StoryStore

/// What happens at one of the changes that the writer makes.
enum Fault: Sendable, CaseIterable {
    /// The call fails once.
    case noSpace, inputOutput
    /// A write takes half; the next call fails for lack of space.
    case shortWrite
    /// A write takes half; the next call takes the rest.
    case slowWrite
    /// The process is gone before the call.
    case kill
    /// The process is gone after half of a write, or after any other call.
    case killWithin
}

/// Counts the writer's changes and lets one of them go wrong; every later one too, once the process
/// is taken to be gone.
final class FaultPlan: Sendable {
    private struct State {
        var count = 0
        var isGone = false
        var failsNext: Int32?
        var operations: [FileOperation] = []
    }

    private let fault: Fault?
    private let index: Int
    private let state = Mutex(State())

    init(_ fault: Fault? = nil, at index: Int = .max) {
        self.fault = fault
        self.index = index
    }

    /// How many changes were asked for.
    var count: Int { state.withLock { $0.count } }
    var isGone: Bool { state.withLock { $0.isGone } }
    var operations: [FileOperation] { state.withLock { $0.operations } }

    var gate: FileGate {
        { [self] operation throws(SystemError) in
            let outcome: Result<Int?, SystemError> = state.withLock { decide(operation, &$0) }
            switch outcome {
            case .success(let bytes): return bytes
            case .failure(let error): throw error
            }
        }
    }

    private func decide(
        _ operation: FileOperation, _ state: inout State
    ) -> Result<Int?, SystemError> {
        state.operations.append(operation)
        defer { state.count += 1 }
        let gone = SystemError(operation: "killed", path: "\(operation)", errno: EIO)
        if state.isGone { return .failure(gone) }
        if let code = state.failsNext {
            state.failsNext = nil
            return .failure(SystemError(operation: "injected", path: "", errno: code))
        }
        guard state.count == index, let fault else { return .success(nil) }
        var half: Int?
        if case .write(_, let bytes) = operation { half = bytes / 2 }
        switch fault {
        case .noSpace:
            return .failure(SystemError(operation: "injected", path: "", errno: ENOSPC))
        case .inputOutput:
            return .failure(SystemError(operation: "injected", path: "", errno: EIO))
        case .shortWrite:
            guard half != nil else { return .success(nil) }
            state.failsNext = ENOSPC
            return .success(half)
        case .slowWrite: return .success(half)
        case .kill:
            state.isGone = true
            return .failure(gone)
        case .killWithin:
            state.isGone = true
            return .success(half)
        }
    }
}
