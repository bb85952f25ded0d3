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

    /// An attribute.
    @safe struct Attribute {
        let name: UnsafeBufferPointer<UInt8>
        /// The prefix, empty when there is none.
        let prefix: UnsafeBufferPointer<UInt8>
        /// The value in which each ampersand is still `&#38;`.
        let encoded: UnsafeBufferPointer<UInt8>

        /// Whether this is `name`, in lower case, whatever its case in the document.
        func named(_ wanted: StaticString) -> Bool {
            unsafe name.count == wanted.utf8CodeUnitCount
                && ByteSearch.hasPrefix(wanted, in: name, at: 0)
        }

        /// Whether the prefix is `wanted`, in lower case.
        func prefixed(_ wanted: StaticString) -> Bool {
            unsafe prefix.count == wanted.utf8CodeUnitCount
                && ByteSearch.hasPrefix(wanted, in: prefix, at: 0)
        }

        /// The value.
        var value: [UInt8] { unsafe XMLAttributes.decoded(encoded) }
    }

    subscript(index: Int) -> Attribute {
        guard let raw = unsafe raw, index < count else {
            let nothing = unsafe UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            return unsafe Attribute(name: nothing, prefix: nothing, encoded: nothing)
        }
        let fields = unsafe raw + 5 * index
        let start = unsafe fields[3]
        let length = unsafe start.flatMap { start in unsafe fields[4].map { unsafe $0 - start } }
        return unsafe Attribute(
            name: SAXPushParser.bytes(of: fields[0]), prefix: SAXPushParser.bytes(of: fields[1]),
            encoded: UnsafeBufferPointer(start: start, count: length ?? 0))
    }

    /// The value of the attribute `name`, in lower case, in no namespace; nil when there is none.
    func value(of name: StaticString) -> [UInt8]? {
        for index in 0..<count {
            let attribute = self[index]
            if attribute.named(name), unsafe attribute.prefix.isEmpty { return attribute.value }
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
            if attribute.named(name), attribute.prefixed("xml") { return attribute.value }
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
