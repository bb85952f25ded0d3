// SPDX-License-Identifier: Apache-2.0

internal import FeedModel
internal import TopicMatching

/// An entry that matches no topic and lacks one clause of some.
struct NearMissedEntry: Sendable {
    /// Its title.
    var title: UTF8Text
    /// Its link.
    var url: UTF8Text
    /// The topics, at least one.
    var misses: [NearMiss]
}
