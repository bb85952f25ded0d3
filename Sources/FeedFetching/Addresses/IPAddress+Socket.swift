// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

extension IPAddress {
    /// The address in a socket address; nil for any other family than the two of IP.
    init?(_ address: UnsafePointer<sockaddr>) {
        // The caller's sockaddr is as long as its family says (getaddrinfo(3), libcurl).
        switch Int32(unsafe address.pointee.sa_family) {
        case AF_INET:
            let name = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
            self.init(bits: UInt128(UInt32(bigEndian: name.sin_addr.s_addr)), isIPv4: true)
        case AF_INET6:
            var name = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self)
            let bits = unsafe withUnsafeBytes(of: &name.sin6_addr) {
                unsafe $0.loadUnaligned(as: UInt128.self)
            }
            self.init(bits: UInt128(bigEndian: bits), isIPv4: false)
        default: return nil
        }
    }
}
