// SPDX-License-Identifier: Apache-2.0

public import FeedModel
internal import Glibc

extension JSONValue {
    /// The value of the first member named `key`; nil when there is none or this is no object.
    public subscript(key: StaticString) -> JSONValue? {
        for member in members where member.hasKey(key) { return member.value }
        return nil
    }

    /// The value of the first member named `key`; nil when there is none or this is no object.
    public subscript(key: String) -> JSONValue? {
        let wanted = UTF8Text(key)
        for member in members where member.key == wanted { return member.value }
        return nil
    }

    /// The members of the object in the order of the document; none when this is no object.
    public var members: Members { Members(object: self) }

    /// The elements of the array; none when this is no array.
    public var elements: Elements { Elements(array: self) }

    /// A member of an object.
    public struct Member {
        let name: JSONValue
        /// What stands after the colon.
        public var value: JSONValue { JSONValue(tape: name.tape, index: name.index + 1) }
        /// The name.
        public var key: UTF8Text { name.text ?? UTF8Text() }

        /// Whether the name is `key`.
        public func hasKey(_ key: StaticString) -> Bool {
            let bytes = unsafe name.tape.string(at: name.payload)
            guard bytes.count == key.utf8CodeUnitCount else { return false }
            guard let start = bytes.baseAddress else { return true }
            return unsafe memcmp(start, key.utf8Start, bytes.count) == 0
        }
    }

    /// The members of an object, to be iterated.
    public struct Members: Sequence, IteratorProtocol {
        private let tape: JSONTape
        private var index: Int
        private let end: Int

        init(object: JSONValue) {
            tape = object.tape
            let isObject = object.tag == UInt8(ascii: "{")
            index = object.index + 1
            // The link of `{` leads behind its `}`.
            end = isObject ? object.next - 1 : index
        }

        /// The next member.
        public mutating func next() -> Member? {
            guard index < end else { return nil }
            let name = JSONValue(tape: tape, index: index)
            index = JSONValue(tape: tape, index: index + 1).next
            return Member(name: name)
        }
    }

    /// The elements of an array, to be iterated.
    public struct Elements: Sequence, IteratorProtocol {
        private let tape: JSONTape
        private var index: Int
        private let end: Int

        init(array: JSONValue) {
            tape = array.tape
            let isArray = array.tag == UInt8(ascii: "[")
            index = array.index + 1
            end = isArray ? array.next - 1 : index
        }

        /// The next element.
        public mutating func next() -> JSONValue? {
            guard index < end else { return nil }
            let element = JSONValue(tape: tape, index: index)
            index = element.next
            return element
        }
    }
}

@available(*, unavailable, message: "A document is read on one thread.")
extension JSONValue.Member: Sendable {}

@available(*, unavailable, message: "A document is read on one thread.")
extension JSONValue.Members: Sendable {}

@available(*, unavailable, message: "A document is read on one thread.")
extension JSONValue.Elements: Sendable {}
