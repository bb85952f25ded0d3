// SPDX-License-Identifier: Apache-2.0

internal import CLibXML2

/// The attributes of a start tag, as libxml2's SAX2 interface hands them over: valid during the
/// event only.
@safe struct XMLAttributes {
    /// Five pointers an attribute: local name, prefix, namespace name, value, its end.
    private let raw: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    let count: Int

    init(_ raw: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int) {
        unsafe self.raw = unsafe raw
        self.count = unsafe raw == nil ? 0 : max(0, count)
    }

    /// An attribute. Names are compared where they stand, up to their NUL: most attributes are
    /// looked at several times and wanted never.
    @safe struct Attribute {
        private let rawName: UnsafePointer<UInt8>?
        private let rawPrefix: UnsafePointer<UInt8>?
        /// The value in which each ampersand is still `&#38;`.
        let encoded: UnsafeBufferPointer<UInt8>

        init(
            name: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?,
            encoded: UnsafeBufferPointer<UInt8>
        ) {
            unsafe (rawName, rawPrefix) = unsafe (name, prefix)
            unsafe self.encoded = unsafe encoded
        }

        /// The local name.
        var name: UnsafeBufferPointer<UInt8> { unsafe SAXPushParser.bytes(of: rawName) }
        /// The prefix, empty when there is none.
        var prefix: UnsafeBufferPointer<UInt8> { unsafe SAXPushParser.bytes(of: rawPrefix) }
        var hasPrefix: Bool { unsafe rawPrefix != nil }

        /// Whether this is `name`, in lower case, whatever its case in the document.
        func named(_ wanted: StaticString) -> Bool { unsafe Self.string(rawName, is: wanted) }

        /// Whether the prefix is `wanted`, in lower case.
        func prefixed(_ wanted: StaticString) -> Bool { unsafe Self.string(rawPrefix, is: wanted) }

        /// The value.
        var value: [UInt8] { unsafe XMLAttributes.decoded(encoded) }

        private static func string(
            _ string: UnsafePointer<UInt8>?, is wanted: StaticString
        ) -> Bool {
            guard let string = unsafe string else { return false }
            for index in 0..<wanted.utf8CodeUnitCount {
                // The NUL at its end is no letter: it stops here.
                if unsafe ByteSearch.lowercase(string[index]) != wanted.utf8Start[index] {
                    return false
                }
            }
            return unsafe string[wanted.utf8CodeUnitCount] == 0
        }
    }

    subscript(index: Int) -> Attribute {
        guard let raw = unsafe raw, index < count else {
            return unsafe Attribute(
                name: nil, prefix: nil, encoded: UnsafeBufferPointer(start: nil, count: 0))
        }
        let fields = unsafe raw + 5 * index
        let start = unsafe fields[3]
        let length = unsafe start.flatMap { start in unsafe fields[4].map { unsafe $0 - start } }
        return unsafe Attribute(
            name: fields[0], prefix: fields[1],
            encoded: UnsafeBufferPointer(start: start, count: length ?? 0))
    }

    /// The value of the attribute `name`, in lower case, in no namespace; nil when there is none.
    func value(of name: StaticString) -> [UInt8]? {
        for index in 0..<count {
            let attribute = self[index]
            if attribute.named(name), !attribute.hasPrefix { return attribute.value }
        }
        return nil
    }

    /// The value of the attribute `name`, in lower case, whatever its prefix.
    func value(ofAny name: StaticString) -> [UInt8]? {
        for index in 0..<count where self[index].named(name) { return self[index].value }
        return nil
    }

    /// The value of `xml:name`; nil when there is none.
    func xml(_ name: StaticString) -> [UInt8]? {
        for index in 0..<count {
            let attribute = self[index]
            if attribute.hasPrefix, attribute.named(name), attribute.prefixed("xml") {
                return attribute.value
            }
        }
        return nil
    }

    /// Without substitution of entities, libxml2 gives every ampersand of a value as `&#38;`.
    private static func decoded(_ encoded: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        guard unsafe ByteSearch.find(UInt8(ascii: "&"), in: encoded) != nil else {
            return unsafe Array(encoded)
        }
        var value: [UInt8] = []
        var index = 0
        while index < encoded.count {
            unsafe value.append(encoded[index])
            index += unsafe ByteSearch.hasPrefix("&#38;", in: encoded, at: index) ? 5 : 1
        }
        return value
    }
}
