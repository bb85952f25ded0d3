// SPDX-License-Identifier: Apache-2.0

import Synchronization
import SystemCalls

/// What the threads of one server share.
final class ServerCore: Sendable {
    let requests = Mutex<[HTTPRequest]>([])
    let arrivals = Mailbox<HTTPRequest>(capacity: 1)

    private let listener: FileDescriptor
    private let recordsRequests: Bool
    private let handler: @Sendable (HTTPRequest) -> HTTPReply
    private let state = Mutex(State())

    private struct State {
        var isStopped = false
        var accepted = 0
        var connections: [Int: Connection] = [:]
        var threads: [Int: DedicatedThread] = [:]
    }

    init(
        listener: consuming FileDescriptor, recordsRequests: Bool,
        handler: @escaping @Sendable (HTTPRequest) -> HTTPReply
    ) {
        self.listener = listener
        self.recordsRequests = recordsRequests
        self.handler = handler
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// The work of the accepting thread.
    func acceptUntilStopped() {
        while !isStopped, let descriptor = LoopbackSocket.accept(listener.rawValue) {
            serve(descriptor)
        }
    }

    func stop() {
        state.withLock { state in
            state.isStopped = true
            for connection in state.connections.values { connection.shutDown() }
        }
        LoopbackSocket.shutDown(listener.rawValue)
        arrivals.close()
    }

    /// Waits for the threads of the connections; to be called after the accepting thread has ended.
    func joinConnections() {
        for thread in state.withLock({ $0.threads.values.map(\.self) }) { thread.join() }
    }

    func answer(_ request: HTTPRequest) -> HTTPReply {
        if recordsRequests {
            requests.withLock { $0.append(request) }
            arrivals.post(contentsOf: [request])
        }
        return handler(request)
    }

    private func serve(_ descriptor: consuming FileDescriptor) {
        let number = state.withLock { state in
            state.accepted += 1
            return state.accepted
        }
        let connection = Connection(descriptor, number: number, core: self)
        state.withLock { state in
            state.connections[number] = connection
            if state.isStopped { connection.shutDown() }
        }
        // Without a thread to serve it the connection is closed: the client sees a failure.
        let thread = try? DedicatedThread(name: "loopback-\(number)", stackSize: 256 << 10) {
            connection.serve()
            self.state.withLock { state in
                state.connections[number] = nil
                // Nobody need wait for a thread that is as good as over.
                if !state.isStopped { state.threads[number] = nil }
            }
        }
        state.withLock { state in
            if state.connections[number] != nil { state.threads[number] = thread }
            if thread == nil { state.connections[number] = nil }
        }
    }
}
