// SPDX-License-Identifier: Apache-2.0

/// What libyaml says next.
struct YAMLEvent {
    /// The kinds of events that a document is made of.
    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd, alias
        case scalar(String, YAMLNode.ScalarStyle)
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd
    }

    /// What it is.
    var kind: Kind
    /// Whether a tag (`!!str`) is written with it.
    var isTagged = false
    /// The code points of the source that it was written with.
    var range: Range<Int>
}
