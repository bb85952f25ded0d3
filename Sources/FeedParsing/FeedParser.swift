// SPDX-License-Identifier: Apache-2.0

internal import FeedModel

/// Reads feed documents: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, CDF and JSON Feed.
///
/// A pure function of the bytes: no clock, no file, no network, nothing kept from one document
/// to the next. A value may be used from any number of threads at once.
public struct FeedParser: Sendable {
    /// What the parser builds and how far it goes.
    public var options: Options

    /// A parser with `options`.
    public init(options: Options = Options()) {
        self.options = options
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - body: The bytes as they came, after content decoding.
    ///   - contentType: The value of the `Content-Type` header field, if there was one.
    ///   - baseURL: The URL that the body came from, against which relative links are resolved.
    public func parse(
        _ body: [UInt8], contentType: String? = nil, baseURL: String? = nil
    ) -> ParseOutcome {
        unsafe body.withUnsafeBufferPointer {
            unsafe parse($0, contentType: contentType, baseURL: baseURL)
        }
    }

    /// Reads a document that stays where it is; the pointer is used during the call only.
    public func parse(
        _ body: UnsafeBufferPointer<UInt8>, contentType: String? = nil, baseURL: String? = nil
    ) -> ParseOutcome {
        if let kind = unsafe Signature.kind(of: body) { return .notAFeed(NotAFeed(kind: kind)) }
        let document = unsafe DocumentDecoder.decode(body, contentType: contentType)
        var log = WarningLog(most: options.maxWarnings)
        for fault in document.faults { log.fault(fault) }
        let base = baseURL.map { URIReference($0) }.flatMap { $0.isAbsolute ? $0 : nil }
        let reader = DocumentReader(
            options: options, contentType: contentType, base: base, encoding: document.encoding)
        switch document.text {
        case .inPlace(let skipped):
            return unsafe reader.read(UnsafeBufferPointer(rebasing: body[skipped...]), log: log)
        case .converted(let text):
            return unsafe text.withUnsafeBufferPointer { unsafe reader.read($0, log: log) }
        }
    }
}

extension FeedParser {
    /// What a parser builds and how far it goes. The limits hold for one document each.
    public struct Options: Sendable {
        /// Whether `contentHTML` is built; without it only the text is.
        public var keepsHTML = false
        /// Whether a relative link stays as it is where nothing says what it is relative to, as in
        /// a file without the URL that it came from; else it is left out with a warning.
        public var keepsRelativeLinks = false
        /// How many entries are read; the rest is left out with a warning.
        public var maxEntries = 50_000
        /// How many warnings are kept; one more says that there were others.
        public var maxWarnings = 50
        /// How many bytes of one field are read; the rest of the field is left out.
        public var maxFieldBytes = 8 << 20

        /// The options of the daemon.
        public init() {}
    }
}
