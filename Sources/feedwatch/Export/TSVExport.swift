// SPDX-License-Identifier: Apache-2.0

import FeedModel
import Text

/// Stories in the layout of sfeed(5): timestamp, title, link, content, content type, id, author,
/// enclosure, categories, parted by TABs.
enum TSVExport {
    /// One story.
    static func row(_ story: Story) -> [UInt8] {
        let isHTML = !story.contentHTML.isEmpty
        let content = isHTML ? story.contentHTML.string : story.body.string
        let fields = [
            String((story.published ?? story.stored).seconds), CleanText.line(story.title.string),
            CleanText.line(story.url.string), escaped(content),
            content.isEmpty ? "" : isHTML ? "html" : "plain", story.id.description,
            CleanText.line(story.authors.first?.name.string ?? ""),
            CleanText.line(story.attachments.first?.url.string ?? ""),
            // `|` parts categories, so none may hold one.
            (story.topics.map(\.name) + story.tags.map(\.string))
                .map { CleanText.line($0.replacing("|", with: " ")) }.joined(separator: "|"),
        ]
        return Array((fields.joined(separator: "\t") + "\n").utf8)
    }

    /// Line feeds, TABs and backslashes behind a backslash, as sfeed(5) has it for the content.
    private static func escaped(_ text: String) -> String {
        CleanText.lines(text.replacing("\t", with: " ")).replacing("\\", with: "\\\\")
            .replacing("\n", with: "\\n")
    }
}
