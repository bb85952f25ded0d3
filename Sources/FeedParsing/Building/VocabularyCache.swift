// SPDX-License-Identifier: Apache-2.0

/// The vocabularies of a document's namespaces. libxml2 keeps one copy of each namespace name, so
/// after the first element its address tells it apart.
struct VocabularyCache {
    private typealias Known = (address: Int, hasPrefix: Bool, vocabulary: Vocabulary)

    private var known: [Known] = []
    /// How many names may still be looked up: no feed has as many namespaces.
    private var lookUpsLeft = 1000
    /// The one that was asked for last: mostly it is asked for again.
    private var last: Known = (0, false, .other)
    /// The namespace of the root: whatever it is called, it is the feed's own.
    private var rootName: [UInt8]?
    /// Whether the root is in a namespace of Atom before 1.0.
    private(set) var hasOldAtomRoot = false
    /// Whether there are elements of Netscape's RSS 0.90.
    private(set) var hasNetscape = false

    /// The vocabulary of an element with this namespace name, nil for none, and this prefix.
    mutating func vocabulary(
        uri: UnsafePointer<UInt8>?, prefix: UnsafeBufferPointer<UInt8>
    ) -> Vocabulary {
        guard let address = unsafe uri.map({ Int(bitPattern: $0) }) else {
            if rootName == nil { rootName = [] }
            // No namespace: a prefix without its declaration means what it usually does.
            return unsafe prefix.isEmpty ? .core : Vocabulary(prefix: prefix) ?? .other
        }
        let hasPrefix = !prefix.isEmpty
        if last.address == address, last.hasPrefix == hasPrefix { return last.vocabulary }
        for entry in known where entry.address == address && entry.hasPrefix == hasPrefix {
            last = entry
            return entry.vocabulary
        }
        last = unsafe (address, hasPrefix, find(SAXPushParser.bytes(of: uri), hasPrefix: hasPrefix))
        if known.count < 64 { known.append(last) }
        return last.vocabulary
    }

    private mutating func find(
        _ name: UnsafeBufferPointer<UInt8>, hasPrefix: Bool
    ) -> Vocabulary {
        if rootName == nil {
            rootName = unsafe Array(name)
            hasOldAtomRoot = unsafe ByteSearch.find("purl.org/atom", in: name) != nil
        }
        if unsafe ByteSearch.find("netscape.com/rdf/simple/0.9", in: name) != nil {
            hasNetscape = true
        }
        lookUpsLeft -= 1
        guard lookUpsLeft > 0 else { return hasPrefix ? .other : .core }
        let isOwn = rootName.map { unsafe name.elementsEqual($0) } ?? false
        return unsafe Vocabulary(uri: name) ?? (hasPrefix && !isOwn ? .other : .core)
    }
}
