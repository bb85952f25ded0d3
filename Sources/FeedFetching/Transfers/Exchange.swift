// SPDX-License-Identifier: Apache-2.0

/// One request on its way through look-ups, waiting and hops to its outcome.
final class Exchange {
    let request: FetchRequest
    /// Where the current hop goes.
    private(set) var url: FetchURL { didSet { host = url.origin.server } }
    /// Whose line the current hop stands in.
    private(set) var host: String
    private(set) var redirects: [Redirect] = []
    /// The proxy of the current hop.
    var proxy: String?
    /// CURLOPT_RESOLVE entries: the addresses that the current hop may use.
    var resolutions: [String] = []
    /// Time taken by the hops so far, in microseconds.
    var spent = 0
    /// When the server can be taken to have had the request of the first hop, on the monotonic
    /// clock, in milliseconds.
    var sentAt: Int64?
    /// Content received by the hops so far, in bytes.
    var wireBytes = 0

    /// The only origin that `request.headers` and `credentials` are sent to.
    private let secretsOrigin: Origin
    private let credentials: Credentials?

    /// - Throws: A failure of kind `url`.
    init(_ request: FetchRequest) throws(FetchFailure) {
        self.request = request
        url = try FetchURL(request.url)
        host = url.origin.server
        var configured = url
        if let text = request.configuredURL, text != request.url { configured = try FetchURL(text) }
        secretsOrigin = configured.origin
        credentials = configured.credentials ?? url.credentials
        if url.origin.scheme == "file" && !request.allowsFile {
            throw FetchFailure(kind: .url, message: "file: is for feeds of the configuration only")
        }
    }

    /// The user name and password for the current hop.
    var hopCredentials: Credentials? { url.origin == secretsOrigin ? credentials : nil }

    /// The configured fields for the current hop.
    var hopHeaders: [HTTPField] { url.origin == secretsOrigin ? request.headers : [] }

    /// Goes on to where a redirect pointed.
    func follow(_ target: FetchURL, status: Int) {
        redirects.append(Redirect(status: status, from: url.text, to: target.text))
        url = target
        resolutions = []
    }

    /// A failure of this exchange, told with its host where the reason does not name it.
    func failure(
        _ kind: FetchFailure.Kind, _ reason: String, httpStatus: Int? = nil,
        partial: FetchResponse? = nil
    ) -> FetchFailure {
        let host = url.origin.host
        let isNamed = host.isEmpty || reason.contains(host)
        return FetchFailure(
            kind: kind, message: isNamed ? reason : "\(host): \(reason)",
            redirects: redirects, httpStatus: httpStatus, partial: partial)
    }
}
