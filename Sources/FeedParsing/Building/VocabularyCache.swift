// SPDX-License-Identifier: Apache-2.0

/// The vocabularies of a document's namespaces. libxml2 keeps one copy of each namespace name, so
/// after the first element its address tells it apart.
@safe struct VocabularyCache {
    private var known: [(address: Int, hasPrefix: Bool, vocabulary: Vocabulary)] = []
    /// The one that was asked for last: mostly it is asked for again.
    private var last: (address: Int, hasPrefix: Bool, vocabulary: Vocabulary) = (0, false, .other)
    /// The namespace of the root: whatever it is called, it is the feed's own.
    private var rootName: [UInt8]?
    /// Whether the root is in a namespace of Atom before 1.0.
    private(set) var hasOldAtomRoot = false
    /// Whether there are elements of Netscape's RSS 0.90.
    private(set) var hasNetscape = false

    /// The vocabulary of an element with this namespace name and prefix, both perhaps empty.
    mutating func vocabulary(
        uri: UnsafeBufferPointer<UInt8>, prefix: UnsafeBufferPointer<UInt8>
    ) -> Vocabulary {
        guard let address = unsafe uri.baseAddress.map({ Int(bitPattern: $0) }) else {
            if rootName == nil { rootName = [] }
            // No namespace: a prefix without its declaration means what it usually does.
            return unsafe prefix.isEmpty ? .core : Vocabulary(prefix: prefix) ?? .other
        }
        let hasPrefix = !prefix.isEmpty
        for entry in known where entry.address == address && entry.hasPrefix == hasPrefix {
            return entry.vocabulary
        }
        if rootName == nil {
            rootName = unsafe Array(uri)
            hasOldAtomRoot = unsafe ByteSearch.find("purl.org/atom", in: uri) != nil
        }
        if unsafe ByteSearch.find("netscape.com/rdf/simple/0.9", in: uri) != nil {
            hasNetscape = true
        }
        let isOwn = rootName.map { unsafe uri.elementsEqual($0) } ?? false
        let found =
            unsafe Vocabulary(uri: uri) ?? (hasPrefix && !isOwn ? .other : .core)
        if known.count < 64 { known.append((address, hasPrefix, found)) }
        return found
    }
}
