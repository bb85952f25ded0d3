// SPDX-License-Identifier: Apache-2.0

public import FeedModel

extension EntryIdentity {
    /// The identities of all entries of a document, in their order. Those that share a URL or a
    /// guid though they have different titles are told apart by what else they have.
    public static func identities(of entries: [Entry], feedURL: UTF8Text) -> [EntryIdentity] {
        var urls = Sharing()
        var guids = Sharing()
        let canonicalURLs = entries.map { CanonicalURL($0.url) }
        let contents = entries.map(Self.heading)
        for (index, entry) in entries.enumerated() where !entry.guid.isEmpty {
            guids.note(entry.guid, by: contents[index])
        }
        for (index, url) in canonicalURLs.enumerated() {
            guard let url else { continue }
            urls.note(url.text, by: contents[index])
        }
        return entries.indices.map { index in
            let entry = entries[index]
            let url = canonicalURLs[index]
            let sharesURL = url.map { urls.isShared($0.text) } ?? false
            let sharesGUID = guids.isShared(entry.guid)
            return EntryIdentity(
                entry, url: sharesURL ? nil : url, guid: sharesGUID ? "" : entry.guid,
                sharesURL: sharesURL)
        }
    }

    private init(_ entry: Entry, url: CanonicalURL?, guid: UTF8Text, sharesURL: Bool) {
        let content = Hash64(entry.body, seed: Hash64(entry.title, seed: 0).value).value
        let key =
            if let url {
                IdentityKey(url: url).hash
            } else if !guid.isEmpty {
                IdentityKey(.guid, guid).hash
            } else {
                content
            }
        self.init(
            canonicalURL: url, guid: guid, sharesURL: sharesURL, windowKey: key,
            contentPrint: content)
    }

    /// What tells two entries apart that claim one identity: the title, else the text.
    private static func heading(of entry: Entry) -> UInt64 {
        Hash64(entry.title.isEmpty ? entry.body : entry.title, seed: 0).value
    }

    /// Which values of a document stand for entries of different headings.
    private struct Sharing {
        private var headings: [UTF8Text: UInt64] = [:]
        private var shared: Set<UTF8Text> = []

        mutating func note(_ value: UTF8Text, by heading: UInt64) {
            if headings.updateValue(heading, forKey: value) ?? heading != heading {
                shared.insert(value)
            }
        }

        func isShared(_ value: UTF8Text) -> Bool { shared.contains(value) }
    }
}
