// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import JSON

/// Events as JSON objects: `{"time":…,"level":…,"event":…,` and the fields in their order `}`.
enum JSONFormat {
    /// The object of `event`, without a line feed.
    static func object(_ event: LogEvent, at now: Instant) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: 512)
        json.beginObject()
        json.member("time", now, fraction: true)
        json.member("level", event.kind.level.rawValue)
        json.member("event", event.kind.rawValue)
        for field in event.fields {
            json.key(named: field.key)
            switch field.value {
            case .integer(let number): json.value(number)
            case .text: json.value(field.cleanValues.joined())
            case .list:
                json.beginArray()
                for value in field.cleanValues { json.value(value) }
                json.endArray()
            }
        }
        json.endObject()
        return json.bytes
    }
}
