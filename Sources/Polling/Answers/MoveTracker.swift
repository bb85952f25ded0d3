// SPDX-License-Identifier: Apache-2.0

/// Where a feed has moved for good (RFC 9110 sections 15.4.2 and 15.4.9).
///
/// One permanent redirect proves little: hosts in maintenance, captive portals and lapsed domains
/// send them too. So it is believed once three polls in a row ended at a feed that way.
struct MoveTracker: Sendable, Equatable {
    /// The URL asked instead of the configured one.
    private(set) var adopted: String?
    /// Where the last polls were sent.
    private(set) var candidate: String?
    /// How many polls in a row.
    private(set) var polls = 0

    init(adopted: String? = nil, candidate: String? = nil, polls: Int = 0) {
        self.adopted = adopted
        self.candidate = candidate
        self.polls = polls
    }

    /// How many polls in a row have to be sent to the same place.
    static let proof = 3

    /// A poll ended at a feed after `redirects`.
    ///
    /// - Returns: Whether the candidate was adopted now.
    mutating func ended(at redirects: [PollRedirect], configured: String) -> Bool {
        guard let target = Self.permanentTarget(of: redirects), target != adopted ?? configured
        else {
            missed()
            return false
        }
        polls = target == candidate ? polls + 1 : 1
        candidate = target
        guard polls >= Self.proof else { return false }
        adopted = target == configured ? nil : target
        missed()
        return true
    }

    /// A poll did not end at a feed after a permanent redirect.
    mutating func missed() {
        (candidate, polls) = (nil, 0)
    }

    /// Goes back to the configured URL.
    mutating func undo() {
        adopted = nil
        missed()
    }

    /// Where the redirects lead for good: the permanent ones before the first that is not. None
    /// that leads from https to http, or to a URL with a user name in it, which is not to be kept.
    private static func permanentTarget(of redirects: [PollRedirect]) -> String? {
        var target: String?
        for redirect in redirects {
            guard redirect.status == 301 || redirect.status == 308 else { break }
            let (from, to) = (AskedURL(redirect.from), AskedURL(redirect.to))
            guard to.scheme == "https" || to.scheme == "http" && from.scheme == "http",
                !to.hasCredentials
            else { break }
            target = String(redirect.to.prefix { $0 != "#" })
        }
        return target
    }
}
