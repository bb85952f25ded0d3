// SPDX-License-Identifier: Apache-2.0

internal import CYAML

/// The events of a document: the one place that calls libyaml.
///
/// libyaml's reader, scanner and event parser work in bounded look-ahead and without recursion, so
/// a hostile document costs no more than its length. Its document loader, which expands aliases,
/// is not used.
@safe struct YAMLEvents: ~Copyable {
    private let source: SourceText
    /// libyaml keeps pointers into it, so it never moves; deleted in `deinit`.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// The text, which libyaml reads in place until it is deleted.
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// The events of `source`.
    init(_ source: SourceText) throws(SettingsProblem) {
        self.source = source
        unsafe parser = .allocate(capacity: 1)
        unsafe input = .allocate(capacity: source.bytes.count)
        _ = unsafe input.initialize(from: source.bytes)
        // Clears the parser first and leaves it deletable, also when it fails.
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            throw SettingsProblem(.error, at: source.position(at: 0), "not enough memory")
        }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event; after `streamEnd` there is none to ask for.
    mutating func next() throws(SettingsProblem) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        // What the event owns was allocated by libyaml.
        defer { unsafe yaml_event_delete(&event) }
        let start = unsafe Int(event.start_mark.index)
        let range = start..<max(start, unsafe Int(event.end_mark.index))
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            return unsafe YAMLEvent(
                kind: scalar(event.data.scalar), isTagged: event.data.scalar.tag != nil,
                range: range)
        case YAML_SEQUENCE_START_EVENT:
            return unsafe YAMLEvent(
                kind: .sequenceStart, isTagged: event.data.sequence_start.tag != nil, range: range)
        case YAML_MAPPING_START_EVENT:
            return unsafe YAMLEvent(
                kind: .mappingStart, isTagged: event.data.mapping_start.tag != nil, range: range)
        case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, range: range)
        case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, range: range)
        case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias, range: range)
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, range: range)
        case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, range: range)
        case YAML_STREAM_START_EVENT: return YAMLEvent(kind: .streamStart, range: range)
        default: return YAMLEvent(kind: .streamEnd, range: range)
        }
    }

    private func scalar(
        _ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar
    ) -> YAMLEvent.Kind {
        let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let style: YAMLNode.ScalarStyle =
            switch unsafe scalar.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
            case YAML_LITERAL_SCALAR_STYLE: .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
        return .scalar(unsafe String(decoding: bytes, as: UTF8.self), style)
    }

    /// What libyaml found wrong, in its own words where ours are no better.
    private func problem() -> SettingsProblem {
        var words = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? ""
        let position: SourcePosition
        if unsafe parser.pointee.error == YAML_READER_ERROR {
            position = source.position(atByte: unsafe parser.pointee.problem_offset)
        } else {
            let index = unsafe Int(parser.pointee.problem_mark.index)
            position = source.position(at: index)
            if let advice = advice(at: index) ?? Self.advice(for: words) {
                words = advice
            } else if let context = unsafe parser.pointee.context {
                let start = source.position(at: unsafe Int(parser.pointee.context_mark.index))
                words += unsafe " (\(String(cString: context)), begun on line \(start.line))"
            }
        }
        return SettingsProblem(.error, at: position, "no YAML: \(words)")
    }

    /// Words for people in place of libyaml's, where it says what its grammar does not allow.
    private static func advice(for words: String) -> String? {
        switch words {
        case "mapping values are not allowed in this context":
            "no key can stand here: indent it as the keys around it, and put a value that has"
                + " `: ` in it into quotes"
        case "could not find expected ':'":
            "a key ends in `:` and a space; a longer text goes into quotes"
        default: nil
        }
    }

    /// What to do about the character at `index`, where it is the usual reason for an error.
    private func advice(at index: Int) -> String? {
        let scalars = source.scalars
        guard scalars.indices.contains(index) else { return nil }
        switch scalars[index] {
        case "\t": return "a tab cannot indent; use spaces"
        case "@", "`", "%": return "a value that begins with `\(scalars[index])` needs quotes"
        default: return nil
        }
    }
}
