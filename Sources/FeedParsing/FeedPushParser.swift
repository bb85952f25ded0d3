// SPDX-License-Identifier: Apache-2.0

/// A document that arrives in pieces; every way of cutting it gives the same outcome.
///
/// The pieces are kept until the end: which encoding the bytes are in, and whether the document
/// has to be mended, is only known when all of it is there.
public struct FeedPushParser: ~Copyable, Sendable {
    private let parser: FeedParser
    private let contentType: String?
    private let baseURL: String?
    private var body: [UInt8] = []

    /// A document of which nothing has arrived; the parameters are those of
    /// `FeedParser.parse(_:contentType:baseURL:)`.
    public init(parser: FeedParser, contentType: String? = nil, baseURL: String? = nil) {
        self.parser = parser
        self.contentType = contentType
        self.baseURL = baseURL
    }

    /// Takes the next piece.
    public mutating func push(_ chunk: UnsafeBufferPointer<UInt8>) {
        unsafe body.append(contentsOf: chunk)
    }

    /// Takes the next piece.
    public mutating func push(_ chunk: some Sequence<UInt8>) {
        body.append(contentsOf: chunk)
    }

    /// The document has ended: what is it?
    public consuming func finish() -> ParseOutcome {
        parser.parse(body, contentType: contentType, baseURL: baseURL)
    }
}
