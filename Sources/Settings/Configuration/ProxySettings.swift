// SPDX-License-Identifier: Apache-2.0

/// Through what a feed is asked.
public enum ProxySettings: Sendable, Equatable {
    /// What the environment says (`http_proxy`, `https_proxy`, `no_proxy`).
    case environment
    /// No proxy, whatever the environment says.
    case direct
    /// This one: its URL without credentials, and the credentials.
    case url(String, Credentials?)
}
