// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// A parsed document as simdjson keeps it: words in the order of the text (simdjson's
/// doc/tape.md), and beside them the strings, each with its length before it.
///
/// Owns the C++ parser, which owns both. The pointers change only in `parse`, which JSONParser
/// calls only while no value refers to this tape.
@safe final class JSONTape {
    private let parser: OpaquePointer
    private var words: UnsafePointer<UInt64>?
    private var strings: UnsafePointer<UInt8>?

    init() throws(JSONError) {
        guard let parser = unsafe feedwatch_json_create() else {
            throw JSONError(code: .capacity, message: "out of memory")
        }
        unsafe self.parser = unsafe parser
    }

    deinit { unsafe feedwatch_json_free(parser) }

    func parse(_ bytes: UnsafeBufferPointer<UInt8>, depthMax: Int) throws(JSONError) {
        guard !bytes.isEmpty else {
            throw JSONError(code: .syntax, offset: 0, message: "empty")
        }
        var tape = unsafe feedwatch_json_tape()
        let code = unsafe feedwatch_json_parse(
            parser, bytes.baseAddress, bytes.count, depthMax, &tape)
        guard code == 0 else { throw unsafe Self.error(code, bytes) }
        unsafe words = unsafe tape.words
        unsafe strings = unsafe tape.strings
    }

    /// The word at `index`, which came from this tape's own links.
    @inline(__always) func word(_ index: Int) -> UInt64 {
        unsafe words.unsafelyUnwrapped[index]
    }

    /// The bytes of the string at `offset` of the string buffer.
    @inline(__always) func string(at offset: Int) -> UnsafeBufferPointer<UInt8> {
        let start = unsafe strings.unsafelyUnwrapped + offset
        let count = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return unsafe UnsafeBufferPointer(start: start + 4, count: Int(count))
    }

    private static func error(_ code: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> JSONError {
        let message = unsafe String(cString: feedwatch_json_message(code))
        switch code {
        case feedwatch_json_error_utf8:
            return unsafe JSONError(
                code: .encoding, offset: UTF8Validation.firstInvalid(in: bytes),
                message: "not UTF-8")
        case feedwatch_json_error_depth:
            return JSONError(code: .depth, message: "nested too deep")
        case feedwatch_json_error_memory:
            return JSONError(code: .capacity, message: "out of memory")
        default: return JSONError(code: .syntax, message: message)
        }
    }
}
