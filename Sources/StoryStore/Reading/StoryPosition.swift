// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import JSON

/// How far someone has come in the stories of a store: what a follower has taken, what a hook was
/// given, what the daemon has announced.
///
/// The wall clock may step back, and then an older day grows again; so it is not one place but
/// the ends of the newest few days that were seen. Days that are none of them are new; days before
/// them are done only where as many are known as are kept, since older ones were then forgotten. With the end goes the identifier of the line before it, by which the place is found again
/// after a repair.
public struct StoryPosition: Sendable, Equatable {
    /// How far a day's segment was taken.
    public struct Mark: Sendable, Equatable {
        /// The day of the segment.
        public var day: CivilDay
        /// The byte after the last line that was taken, in the uncompressed segment.
        public var end: Int64
        /// The story of that line; nil at the beginning of the segment.
        public var last: StoryID?

        /// A mark.
        public init(day: CivilDay, end: Int64, last: StoryID?) {
            self.day = day
            self.end = end
            self.last = last
        }
    }

    /// A clock that steps back further than eight days with stories is not followed.
    static let marksMax = 8

    /// The marks by day, at most eight.
    public private(set) var marks: [Mark]

    /// The position before every story.
    public static let start = StoryPosition(marks: [])

    /// A position.
    public init(marks: [Mark]) {
        self.marks = Array(marks.sorted { $0.day < $1.day }.suffix(Self.marksMax))
    }

    /// Goes on past the line of `story` at `location`.
    public mutating func advance(past location: StoryLocation, story: StoryID) {
        set(Mark(day: location.day, end: location.end, last: story))
    }

    /// Whether the line at `location` was taken.
    public func covers(_ location: StoryLocation) -> Bool {
        switch progress(on: location.day) {
        case .done: true
        case .new: false
        case .until(let mark): location.offset < mark.end
        }
    }

    /// What was taken of a day's segment.
    enum Progress {
        case new
        case until(Mark)
        case done
    }

    func progress(on day: CivilDay) -> Progress {
        guard let first = marks.first else { return .new }
        if let mark = marks.first(where: { $0.day == day }) { return .until(mark) }
        return oldestDay != nil && day < first.day ? .done : .new
    }

    /// The day before which everything was taken; nil where every day that was seen is known.
    var oldestDay: CivilDay? { marks.count == Self.marksMax ? marks.first?.day : nil }

    mutating func set(_ mark: Mark) {
        marks.removeAll { $0.day == mark.day }
        self = StoryPosition(marks: marks + [mark])
    }
}

// MARK: - On disk

extension StoryPosition {
    /// The position as one line of JSON, for a cursor file or a state database.
    public var text: String {
        var json = JSONWriter()
        json.beginObject()
        json.member("v", 1)
        json.key("marks")
        json.beginArray()
        for mark in marks {
            json.beginArray()
            json.value(SegmentName(kind: .stories, day: mark.day).date)
            json.value(mark.end)
            if let last = mark.last { json.value(last.description) }
            json.endArray()
        }
        json.endArray()
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Reads what `text` gave; nil for anything else.
    public init?(text: String) {
        var parser = JSONParser(depthMax: 8)
        guard let record = try? parser.parse(Array(text.utf8)), record["v"]?.int == 1,
            let list = record["marks"], list.kind == .array
        else { return nil }
        var marks: [Mark] = []
        for element in list.elements {
            let parts = Array(element.elements)
            guard parts.count == 2 || parts.count == 3, marks.count < Self.marksMax,
                let day = parts[0].string.flatMap(SegmentName.day(named:)),
                let end = parts[1].int, end >= 0
            else { return nil }
            let last = parts.count == 3 ? StoryID(json: parts[2]) : nil
            guard parts.count == 2 || last != nil else { return nil }
            marks.append(Mark(day: day, end: Int64(end), last: last))
        }
        self.init(marks: marks)
    }
}
