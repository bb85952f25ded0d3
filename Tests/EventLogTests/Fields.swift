// SPDX-License-Identifier: Apache-2.0

/// Reads the journal's native protocol, both forms of it, as journald does.
func journalFields(_ datagram: [UInt8]) -> [(name: String, value: String)]? {
    var fields: [(name: String, value: String)] = []
    var rest = datagram[...]
    while !rest.isEmpty {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        let line = rest[..<end]
        rest = rest[(end + 1)...]
        if let equals = line.firstIndex(of: UInt8(ascii: "=")) {
            fields.append(
                (
                    String(decoding: line[..<equals], as: UTF8.self),
                    String(decoding: line[(equals + 1)...], as: UTF8.self)
                ))
            continue
        }
        guard rest.count >= 8 else { return nil }
        let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(8)
        guard rest.count > length else { return nil }
        let value = String(decoding: rest.prefix(length), as: UTF8.self)
        fields.append((String(decoding: line, as: UTF8.self), value))
        rest = rest.dropFirst(length)
        guard rest.first == 0x0A else { return nil }
        rest = rest.dropFirst()
    }
    return fields
}
