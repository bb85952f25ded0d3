// SPDX-License-Identifier: Apache-2.0

/// A YAML file as a tree of nodes with their places.
struct YAMLDocument: Sendable {
    /// The most levels of lists and mappings: a configuration needs five.
    static let maxDepth = 32
    /// The longest file: 200,000 feeds or 500,000 words.
    static let maxBytes = 32 << 20

    /// The text.
    let source: SourceText
    /// The node that holds all others; an empty file has an empty scalar.
    let root: YAMLNode

    /// Reads `bytes`, which messages call `file`: one document of YAML 1.1 or JSON.
    ///
    /// Aliases and tags are refused: here they could only hide what a file says.
    init(_ bytes: [UInt8], file: String) throws(SettingsProblem) {
        source = try SourceText(Self.joiningSurrogates(in: bytes), file: file)
        root = try Self.read(source)
    }

    private static func read(_ source: SourceText) throws(SettingsProblem) -> YAMLNode {
        var events = try YAMLEvents(source)
        var root: YAMLNode?
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd:
                return root ?? YAMLNode(content: .scalar("", .plain), range: 0..<0)
            case .documentStart where root != nil:
                throw SettingsProblem(
                    .error, at: source.position(at: event.range.lowerBound),
                    "a second document begins here; a file holds one")
            case .streamStart, .documentStart, .documentEnd: continue
            default: root = try node(event, &events, source, depth: 0)
            }
        }
    }

    /// The node that begins with `event`.
    private static func node(
        _ event: YAMLEvent, _ events: inout YAMLEvents, _ source: SourceText, depth: Int
    ) throws(SettingsProblem) -> YAMLNode {
        let place = source.position(at: event.range.lowerBound)
        guard !event.isTagged else {
            throw SettingsProblem(
                .error, at: place, "no tags here: each key knows the type of its value")
        }
        guard depth < maxDepth else {
            throw SettingsProblem(.error, at: place, "nested more than \(maxDepth) deep")
        }
        switch event.kind {
        case .scalar(let text, let style):
            return YAMLNode(content: .scalar(text, style), range: event.range)
        case .sequenceStart:
            var items: [YAMLNode] = []
            while true {
                let next = try events.next()
                if case .sequenceEnd = next.kind {
                    let range = event.range.lowerBound..<next.range.upperBound
                    return YAMLNode(content: .sequence(items), range: range)
                }
                items.append(try node(next, &events, source, depth: depth + 1))
            }
        case .mappingStart:
            var members: [YAMLNode.Member] = []
            while true {
                let next = try events.next()
                if case .mappingEnd = next.kind {
                    let range = event.range.lowerBound..<next.range.upperBound
                    return YAMLNode(content: .mapping(members), range: range)
                }
                members.append(try member(next, &events, source, depth: depth + 1))
            }
        default:
            throw SettingsProblem(.error, at: place, "no aliases here: write the value again")
        }
    }

    /// The key that begins with `event`, and its value.
    private static func member(
        _ event: YAMLEvent, _ events: inout YAMLEvents, _ source: SourceText, depth: Int
    ) throws(SettingsProblem) -> YAMLNode.Member {
        let keyNode = try node(event, &events, source, depth: depth)
        guard case .scalar(let key, _) = keyNode.content else {
            throw SettingsProblem(
                .error, at: source.position(at: keyNode.range.lowerBound),
                "\(keyNode.kind) cannot be a key")
        }
        let value = try node(events.next(), &events, source, depth: depth)
        return YAMLNode.Member(key: key, keyNode: keyNode, value: value)
    }
}

extension YAMLDocument {
    /// JSON writes a character beyond U+FFFF as two escapes (`\ud83d\ude00`, RFC 8259 section 7),
    /// which YAML and libyaml refuse: here they become the character itself. Only where the file
    /// is JSON, since a YAML text may mean the backslashes.
    static func joiningSurrogates(in bytes: [UInt8]) -> [UInt8] {
        let first = bytes.first { $0 > UInt8(ascii: " ") && $0 < 0x80 }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return bytes }
        guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
        var joined: [UInt8] = []
        joined.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                joined.append(bytes[index])
                index += 1
                continue
            }
            if let high = escapedUnit(bytes, index), UTF16.isLeadSurrogate(high),
                let low = escapedUnit(bytes, index + 6), UTF16.isTrailSurrogate(low)
            {
                joined += Array(String(decoding: [high, low], as: UTF16.self).utf8)
                index += 12
            } else {
                joined += bytes[index..<min(index + 2, bytes.count)]
                index += 2
            }
        }
        return joined
    }

    /// The code unit of the escape `\uXXXX` at `index`.
    private static func escapedUnit(_ bytes: [UInt8], _ index: Int) -> UInt16? {
        guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { return nil }
        let digits = String(decoding: bytes[index + 2..<index + 6], as: UTF8.self)
        return digits.allSatisfy(\.isHexDigit) ? UInt16(digits, radix: 16) : nil
    }
}
