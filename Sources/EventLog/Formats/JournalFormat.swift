// SPDX-License-Identifier: Apache-2.0

/// Events as datagrams of the journal's native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL):
/// `NAME=value` lines, and values with a line feed as name, LF, 64-bit little-endian length, bytes.
enum JournalFormat {
    /// The datagram of `event`.
    ///
    /// - Parameter identifier: The value of `SYSLOG_IDENTIFIER`.
    static func datagram(_ event: LogEvent, identifier: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        append("MESSAGE", TextFormat.message(event), to: &bytes)
        append("MESSAGE_ID", event.kind.messageID, to: &bytes)
        append("PRIORITY", String(event.kind.level.priority), to: &bytes)
        append("SYSLOG_IDENTIFIER", identifier, to: &bytes)
        append("FEEDWATCH_EVENT", event.kind.rawValue, to: &bytes)
        for field in event.fields {
            for value in field.cleanValues where !value.isEmpty {
                append(field.journalName, value, to: &bytes)
            }
        }
        return bytes
    }

    /// Appends one field in the form that its value asks for.
    static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes += name.utf8
        if value.utf8.contains(0x0A) {
            bytes.append(0x0A)
            let length = UInt64(value.utf8.count).littleEndian
            unsafe withUnsafeBytes(of: length) { unsafe bytes.append(contentsOf: $0) }
        } else {
            bytes.append(UInt8(ascii: "="))
        }
        bytes += value.utf8
        bytes.append(0x0A)
    }
}
