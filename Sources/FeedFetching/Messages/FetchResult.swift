// SPDX-License-Identifier: Apache-2.0

/// How a request ended: an answer, or none.
public enum FetchOutcome: Sendable {
    case response(FetchResponse)
    case failed(FetchFailure)
}

/// The end of one request.
public struct FetchResult: Sendable {
    /// The token of the request.
    public var token: UInt64
    let ending: FetchEnding

    init(token: UInt64, _ ending: FetchEnding) {
        self.token = token
        self.ending = ending
    }

    /// A request that ended without encoded content.
    init(token: UInt64, outcome: FetchOutcome) {
        self.init(token: token, .settled(outcome))
    }

    /// The answer where it is a 304, which needs no work.
    public var notModified: FetchResponse? {
        if case .settled(.response(let response)) = ending, response.status == 304 {
            return response
        }
        return nil
    }

    /// How the request ended. Undoes the content's encodings, which takes longer than all the rest
    /// of an answer: for a thread of its own, where what waits in line is still small.
    public func outcome(_ decoder: ContentDecoder) -> FetchOutcome {
        switch ending {
        case .settled(let outcome): outcome
        case .encoded(let encoded): encoded.decoded(by: decoder)
        }
    }
}

/// How a request ended, as far as the transfer knows.
enum FetchEnding: Sendable {
    case settled(FetchOutcome)
    /// A success whose content is to be decoded yet.
    case encoded(EncodedResponse)
}

/// A success with its content as it came over the wire.
struct EncodedResponse: Sendable {
    /// The answer; its body is encoded.
    var response: FetchResponse
    /// In the order in which they were applied.
    var codings: [ContentCoding]
    /// The most bytes after decoding.
    var limit: Int
    /// What failures name.
    var host: String

    func decoded(by decoder: ContentDecoder) -> FetchOutcome {
        decoder.limit = limit
        let decoded = decoder.decode(response.body, codings)
        var response = response
        response.body = decoded.bytes
        switch decoded.ending {
        case .whole: return .response(response)
        case .tooLarge: return .failed(failure(.tooLarge, FetchFailure.tooLarge(limit)))
        case .cut, .damaged:
            let isCut = decoded.ending == .cut
            response.isTruncated = true
            return .failed(
                failure(
                    isCut ? .truncated : .encoding,
                    isCut ? "the encoded content ends early" : "the encoded content is damaged",
                    partial: response))
        }
    }

    private func failure(
        _ kind: FetchFailure.Kind, _ reason: String, partial: FetchResponse? = nil
    ) -> FetchFailure {
        FetchFailure(
            kind: kind, message: "\(host): \(reason)", redirects: response.redirects,
            httpStatus: response.status, partial: partial)
    }
}

extension FetchFailure {
    /// What is said of content beyond `limit`.
    static func tooLarge(_ limit: Int) -> String {
        "the content is larger than \(limit) bytes"
    }
}
