// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

extension DocumentBuilder {
    /// The feed, when the document has ended; nil when it was none.
    ///
    /// - Parameter isForeign: Whether the document has nothing of RSS, if it is RDF.
    consuming func finish(unless isForeign: @autoclosure () -> Bool) -> Feed? {
        guard isFeed, let format else { return nil }
        if format == .rss10, entries.isEmpty, isForeign() { return nil }
        // An entry that is still open was cut off.
        if isInEntry { swap(&record, &otherRecord) }
        let channel = assembler.entry(from: record)
        var feed = Feed(format: channelFormat(format))
        feed.title = channel.title
        feed.homePageURL = channel.url
        feed.description = channel.contentText.isEmpty ? channel.summary : channel.contentText
        feed.language = channel.language
        feed.icon = channel.image
        feed.authors = channel.authors
        feed.selfURL = text(record.selfLink)
        feed.hubURL = text(record.hub)
        feed.nextURL = text(record.next)
        feed.previousArchiveURL = text(record.previousArchive)
        feed.pollingHints = hints
        if let updatePeriod {
            let frequency = min(max(updateFrequency ?? 1, 1), updatePeriod)
            feed.pollingHints.updatePeriodSeconds = updatePeriod / frequency
        }
        // Moved, not copied: the entries are given what they inherit where they are.
        swap(&feed.entries, &entries)
        feed.inherit(exceptLanguageAt: entriesWithoutLanguage)
        feed.warnings = log.warnings
        feed.isBozo = log.isBozo
        return feed
    }

    private func text(_ span: WireRecord.Span) -> UTF8Text {
        UTF8Text(utf8: Array(record.bytes(span)))
    }

    /// RDF is RSS 1.0 unless it is in Netscape's namespace; Atom is told by its namespace, too.
    private func channelFormat(_ format: FeedFormat) -> FeedFormat {
        switch format {
        case .rss10: vocabularies.hasNetscape ? .rss090 : .rss10
        case .atom10: vocabularies.hasOldAtomRoot ? .atom03 : .atom10
        default: format
        }
    }
}
