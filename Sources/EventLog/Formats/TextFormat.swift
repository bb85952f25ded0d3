// SPDX-License-Identifier: Apache-2.0

/// Events as lines for people and `grep`: `match topic=… source=… title="…" url=… id=…`.
enum TextFormat {
    /// The event without time and level, which is also its `MESSAGE` in the journal.
    static func message(_ event: LogEvent) -> String {
        var subject = ""
        var fields = ""
        var reason = ""
        for field in event.fields {
            let value = field.cleanValues.joined(separator: ",")
            switch field.placement {
            case .subject: subject += " \(value)"
            case .keyed:
                fields += " \(field.key)=\(needsQuotes(value) ? quoted(value) : value)"
            case .quoted: fields += " \(field.key)=\(quoted(value))"
            // Behind fields set apart, so that readers of logfmt take it for no part of the last.
            case .reason: reason += (fields.isEmpty ? ": " : " -- ") + value
            case .hidden: break
            }
        }
        return event.kind.rawValue + subject + fields + reason
    }

    /// Whether logfmt wants `value` in quotes: it is empty or holds white space, `"` or `=`.
    private static func needsQuotes(_ value: String) -> Bool {
        value.isEmpty
            || value.unicodeScalars.contains {
                $0 == "\"" || $0 == "=" || $0.properties.isWhitespace
            }
    }

    /// `value` in quotes, `"` and `\` inside it behind a `\`.
    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
