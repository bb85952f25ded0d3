// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemCalls

/// What the system's resolver says of a name.
enum NameLookup: Sendable {
    /// The addresses of `host`, in the order in which they should be tried (RFC 6724). Blocks, for
    /// as long as resolv.conf(5) allows.
    static func addresses(of host: String) -> LookupAnswer {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        // No IPv6 addresses for a machine without IPv6.
        unsafe hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else { return .failed(failure(code, host)) }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var next = unsafe list
        while let entry = unsafe next, addresses.count < maxAddresses {
            if let name = unsafe entry.pointee.ai_addr, let address = unsafe IPAddress(name),
                !addresses.contains(address)
            {
                addresses.append(address)
            }
            unsafe next = entry.pointee.ai_next
        }
        return addresses.isEmpty ? .failed(failure(EAI_NONAME, host)) : .found(addresses)
    }

    /// More addresses than anybody tries in `connectTimeout`.
    private static let maxAddresses = 16

    private static func failure(_ code: Int32, _ host: String) -> FetchFailure {
        let reason =
            code == EAI_SYSTEM
            ? "system error \(errno)" : unsafe String(cString: gai_strerror(code))
        return FetchFailure(
            kind: code == EAI_MEMORY ? .resources : .dns, message: "\(host): \(reason)")
    }
}

/// The answer to the question for a name's addresses.
enum LookupAnswer: Sendable {
    case found([IPAddress])
    case failed(FetchFailure)
}
