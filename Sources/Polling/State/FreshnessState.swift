// SPDX-License-Identifier: Apache-2.0

/// How a feed is doing: the words of `status`.
public enum FreshnessState: String, Sendable, CaseIterable {
    /// Answers, and posts as its rhythm says.
    case ok
    /// Silent for longer than its rhythm explains.
    case quiet
    /// Silent like `quiet`, and has answered 304 or the same body for days while others post.
    case stuck
    /// Shows fewer than half as many entries as it used to.
    case shrunk
    /// Asked at another URL than the configured one.
    case moved
    /// The last polls failed.
    case failing
    /// The last polls failed because an HTML page is where the feed should be.
    case htmlInstead = "html-instead"
    /// 410.
    case gone
    /// The server asked for a pause that is not over.
    case held

    /// Whether a person should look at it (`status --failing` ends with 1).
    public var needsAttention: Bool {
        switch self {
        case .ok, .quiet, .moved, .held: false
        case .stuck, .shrunk, .failing, .htmlInstead, .gone: true
        }
    }
}
