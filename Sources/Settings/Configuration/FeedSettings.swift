// SPDX-License-Identifier: Apache-2.0

/// An entry of `feeds:` or of a subscription list.
public struct FeedSettings: Sendable, Equatable {
    /// The address without user name and password: http, https, or (from `feeds:` only) file.
    public var url: String
    /// The user name and password that stood in the address.
    public var credentials: Credentials?
    /// The file, where `url` is a `file:` address.
    public var filePath: String?
    /// What people call it; nil for what the feed calls itself.
    public var name: String?
    /// The names of the topics it is matched against; nil for all.
    public var topics: [String]?
    /// An interval of its own, as configured: not yet raised to `polling.min_interval`.
    public var interval: Duration?
    /// Whether it is polled.
    public var isEnabled = true
    /// What is sent besides, to its origin only.
    public var headers: [HeaderField] = []
    /// The file that more headers were read from.
    public var headersFile: String?
    /// A proxy of its own; nil for the one of `polling`.
    public var proxy: ProxySettings?
    /// The categories that the subscription list gives it.
    public var categories: [String] = []
    /// The outlines of the subscription list that it stands in, outermost first.
    public var folder: [String] = []
    /// Where it stands.
    public var position: SourcePosition
}
