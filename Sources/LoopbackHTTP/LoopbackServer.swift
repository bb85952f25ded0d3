// SPDX-License-Identifier: Apache-2.0

import Synchronization
public import SystemCalls

/// An HTTP/1.1 server on 127.0.0.0/8, a thread for each connection: for tests and demonstrations.
///
/// The handler runs on the threads of the connections, several at once. `stop` ends everything;
/// a server that goes out of scope without it keeps its threads.
public final class LoopbackServer: Sendable {
    /// The address it listens on.
    public let address: String
    /// The port it listens on.
    public let port: UInt16

    private let core: ServerCore
    private let acceptor: DedicatedThread

    /// Starts to listen.
    ///
    /// - Parameter address: One of 127.0.0.0/8: each stands for a host of its own.
    /// - Parameter port: 0 for any that is free.
    /// - Parameter recordsRequests: Whether `requests` and `nextRequest` are kept; not for a server
    ///   that runs for long.
    /// - Throws: What the kernel said when the socket could not be had.
    public init(
        address: String = "127.0.0.1", port: UInt16 = 0, recordsRequests: Bool = true,
        handler: @escaping @Sendable (HTTPRequest) -> HTTPReply
    ) throws(SystemError) {
        let listener = try LoopbackSocket.listen(address: address, port: port)
        self.address = address
        self.port = try LoopbackSocket.port(of: listener)
        let core = ServerCore(
            listener: listener, recordsRequests: recordsRequests, handler: handler)
        self.core = core
        acceptor = try DedicatedThread(name: "loopback-accept", stackSize: 128 << 10) {
            core.acceptUntilStopped()
        }
    }

    /// The URL of `path`, which starts with a slash.
    public func url(_ path: String = "") -> String { "http://\(address):\(port)\(path)" }

    /// All requests so far, in the order in which their headers were complete.
    public var requests: [HTTPRequest] { core.requests.withLock { $0 } }

    /// The next request that no call has given yet, waiting for it if need be; nil at the deadline.
    public func nextRequest(until deadline: Int64? = nil) -> HTTPRequest? {
        core.arrivals.take(upTo: 1, until: deadline)?.first
    }

    /// Closes all connections and waits for all threads.
    public func stop() {
        core.stop()
        acceptor.join()
        core.joinConnections()
    }
}
