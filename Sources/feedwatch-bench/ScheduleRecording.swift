// SPDX-License-Identifier: Apache-2.0

/// Recorded publishing times of many feeds. Times are milliseconds since the epoch.
struct Recording: Sendable {
    /// A feed.
    struct Feed: Sendable {
        let name: String
        /// How many entries it shows.
        let window: Int
        /// The share of its entries that match topics.
        let weight: Double
        /// When its entries became visible, in order.
        var times: [Int64] = []
    }

    let feeds: [Feed]
    let start: Int64
    /// From here on requests and delays count.
    let learnt: Int64
    let end: Int64

    /// Reads the three files of a set.
    init(traces: String, feeds: String, set: String) throws {
        let description = try FileText.read(set)
        start = try Self.number("start", in: description, of: set)
        learnt = try Self.number("learnt", in: description, of: set)
        end = try Self.number("end", in: description, of: set)
        var list: [Feed] = []
        var indices: [Substring: Int] = [:]
        let table = try FileText.read(feeds)
        for line in table.split(separator: "\n").dropFirst() {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count >= 3, let window = Int(columns[1]), let weight = Double(columns[2])
            else { throw FileText.Failure(path: feeds, reason: "bad line: \(line)") }
            indices[columns[0]] = list.count
            list.append(Feed(name: String(columns[0]), window: window, weight: weight))
        }
        let times = try FileText.readCompressed(traces)
        for line in times.split(separator: UInt8(ascii: "\n")) {
            guard let tab = line.firstIndex(of: UInt8(ascii: "\t")),
                let feed = indices[Substring(decoding: line[..<tab], as: UTF8.self)],
                let time = Int64(String(decoding: line[(tab + 1)...], as: UTF8.self))
            else {
                let text = String(decoding: line, as: UTF8.self)
                throw FileText.Failure(path: traces, reason: "bad line: \(text)")
            }
            list[feed].times.append(time * 1000)
        }
        for index in list.indices { list[index].times.sort() }
        self.feeds = list
    }

    /// What polling every feed each half hour sends in the measured part.
    var halfHourlyRequests: Int { feeds.count * Int((end - learnt) / 1_800_000) }

    /// The whole number that `key` has in a flat JSON object.
    private static func number(_ key: String, in json: String, of path: String) throws -> Int64 {
        guard let range = json.firstRange(of: "\"\(key)\"") else {
            throw FileText.Failure(path: path, reason: "no \(key)")
        }
        let digits = json[range.upperBound...].drop { !$0.isNumber }.prefix { $0.isNumber }
        guard let value = Int64(digits) else {
            throw FileText.Failure(path: path, reason: "\(key) is no whole number")
        }
        return value * 1000
    }
}
