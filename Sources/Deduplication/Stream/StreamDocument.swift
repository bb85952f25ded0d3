// SPDX-License-Identifier: Apache-2.0

public import FeedModel

/// A document of a stream of texts.
public struct StreamDocument: Sendable {
    /// What the caller calls it.
    public var id: UTF8Text
    /// The title.
    public var title: UTF8Text
    /// The page, if any.
    public var url: UTF8Text
    /// The plain text.
    public var text: UTF8Text
    /// Who published it: what recurs is learnt by source.
    public var source: UTF8Text

    /// A document.
    public init(
        id: UTF8Text, title: UTF8Text = "", url: UTF8Text = "", text: UTF8Text = "",
        source: UTF8Text = ""
    ) {
        self.id = id
        self.title = title
        self.url = url
        self.text = text
        self.source = source
    }
}
