// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A Unix datagram socket that is connected to one receiver: how systemd is talked to
/// (sd_notify(3), the journal's native protocol). Closed when it goes out of scope.
public struct DatagramSocket: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Connects to the receiver at `address`: a path, or a name of the abstract namespace behind
    /// `@` (unix(7)).
    ///
    /// - Parameter sendTimeout: How long a full receiver may keep `send` waiting, in whole seconds.
    public init(connectedTo address: String, sendTimeout: Int = 1) throws(SystemError) {
        let descriptor = try Self.open(address)
        let raw = descriptor.rawValue
        var limit = timeval(tv_sec: sendTimeout, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = try retry("setsockopt", address) {
            unsafe setsockopt(raw, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        }
        try Self.connect(raw, to: address)
        self.descriptor = descriptor
    }

    private static func open(_ address: String) throws(SystemError) -> FileDescriptor {
        let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let raw = try retry("socket", address) { socket(AF_UNIX, type, 0) }
        return FileDescriptor(owning: raw, path: address)
    }

    private static func connect(_ raw: Int32, to address: String) throws(SystemError) {
        var bytes = Array(address.utf8)
        let isAbstract = bytes.first == UInt8(ascii: "@")
        if isAbstract { bytes[0] = 0 }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: name.sun_path)
        // A path ends in NUL within the array; an abstract name may fill it (unix(7)).
        guard !bytes.isEmpty, bytes.count < room + (isAbstract ? 1 : 0) else {
            throw SystemError(operation: "connect", path: address, errno: ENAMETOOLONG)
        }
        unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let prefix = MemoryLayout.size(ofValue: name) - room
        let length = socklen_t(isAbstract ? prefix + bytes.count : MemoryLayout<sockaddr_un>.size)
        let result = unsafe withUnsafePointer(to: &name) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(raw, $0, length)
            }
        }
        guard result == 0 else {
            throw SystemError(operation: "connect", path: address, errno: errno)
        }
    }

    /// Sends `bytes` as one datagram. The corresponding C function is `send`.
    public borrowing func send(_ bytes: [UInt8]) throws(SystemError) {
        let raw = descriptor.rawValue
        let path = descriptor.path
        _ = try retry("send", path) {
            unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
        }
    }
}
