// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// The calls on sockets that a server on loopback needs.
enum LoopbackSocket: Sendable {
    /// A socket that listens on `address`, which must be of 127.0.0.0/8.
    static func listen(address: String, port: UInt16) throws(SystemError) -> FileDescriptor {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        guard unsafe inet_pton(AF_INET, address, &name.sin_addr) == 1,
            UInt32(bigEndian: name.sin_addr.s_addr) >> 24 == 127
        else { throw SystemError(operation: "bind", path: address, errno: EADDRNOTAVAIL) }
        let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        try check("socket", address, raw)
        let descriptor = FileDescriptor(owning: raw, path: address)
        var one: Int32 = 1
        let length = socklen_t(MemoryLayout<Int32>.size)
        try check(
            "setsockopt", address,
            unsafe setsockopt(raw, SOL_SOCKET, SO_REUSEADDR, &one, length))
        let bound = unsafe withUnsafePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try check("bind", "\(address):\(port)", bound)
        try check("listen", address, Glibc.listen(raw, 1024))
        return descriptor
    }

    /// The next connection; nil when the listening socket has been shut down.
    static func accept(_ listener: Int32) -> FileDescriptor? {
        while true {
            let raw = Glibc.accept(listener, nil, nil)
            if raw >= 0 {
                var one: Int32 = 1
                // Without it pieces wait for acknowledgements; failing is no harm.
                _ = unsafe setsockopt(
                    raw, Int32(IPPROTO_TCP), TCP_NODELAY, &one,
                    socklen_t(MemoryLayout<Int32>.size))
                return FileDescriptor(owning: raw, path: "connection")
            }
            // A client that went away, or a process out of descriptors, is no end of serving.
            guard [EINTR, ECONNABORTED, EMFILE, ENFILE].contains(errno) else { return nil }
        }
    }

    /// Wakes every call that waits on the socket. The corresponding C function is `shutdown`.
    static func shutDown(_ raw: Int32) {
        // ENOTCONN, for a peer that was quicker, is no error here.
        _ = shutdown(raw, Int32(SHUT_RDWR))
    }

    /// Makes the coming close a reset (RFC 9293 section 3.5.3, `SO_LINGER` with no time).
    static func resetOnClose(_ raw: Int32) {
        var none = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            raw, SOL_SOCKET, SO_LINGER, &none, socklen_t(MemoryLayout<linger>.size))
    }

    /// The port that the kernel bound the socket to.
    static func port(of socket: borrowing FileDescriptor) throws(SystemError) -> UInt16 {
        var name = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let raw = socket.rawValue
        let code = unsafe withUnsafeMutablePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(raw, $0, &length)
            }
        }
        try check("getsockname", socket.path, code)
        return UInt16(bigEndian: name.sin_port)
    }

    private static func check(
        _ operation: String, _ path: String, _ code: Int32
    ) throws(SystemError) {
        if code < 0 { throw SystemError(operation: operation, path: path, errno: errno) }
    }
}
