// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import SystemCalls

/// The connection to the journal, made when it is first needed and again after journald restarted.
struct JournalConnection: ~Copyable {
    private var socket: DatagramSocket?

    init() {
        socket = nil
    }

    /// Sends `datagram` to the journal at `address`; false when it does not take it.
    mutating func send(_ datagram: [UInt8], to address: String) -> Bool {
        // Twice, since a connection to the journald before a restart is refused once.
        for _ in 0..<2 {
            do throws(SystemError) {
                try sendOnce(datagram, to: address)
                return true
            } catch {
                // EAGAIN: the journal is there but does not read; a new connection is no help.
                if error.errno == EAGAIN || error.errno == EMSGSIZE { return false }
                socket = nil
            }
        }
        return false
    }

    private mutating func sendOnce(
        _ datagram: [UInt8], to address: String
    ) throws(SystemError) {
        if socket == nil { socket = try DatagramSocket(connectedTo: address) }
        try socket?.send(datagram)
    }
}
