// SPDX-License-Identifier: Apache-2.0

import SystemCalls

extension ConfigurationReading {
    /// `polling:`
    func polling() -> PollingSettings {
        var polling = PollingSettings(userAgent: "feedwatch/\(loader.version)")
        let section = keys.section(
            "polling",
            keys: [
                "interval", "min_interval", "max_interval", "max_connections",
                "max_connections_per_host", "host_delay", "connect_timeout", "request_timeout",
                "max_body", "user_agent", "contact", "allow_private_addresses", "proxy",
            ])
        guard let section else { return polling }
        readIntervals(section, &polling)
        polling.maxConnections =
            section.integer("max_connections", in: 1...4096) ?? polling.maxConnections
        polling.maxConnectionsPerHost =
            section.integer("max_connections_per_host", in: 1...256)
            ?? polling.maxConnectionsPerHost
        polling.hostDelay =
            section.duration("host_delay", in: .zero...Self.hour) ?? polling.hostDelay
        polling.connectTimeout =
            section.duration("connect_timeout", in: .milliseconds(1)...Self.hour)
            ?? polling.connectTimeout
        polling.requestTimeout =
            section.duration("request_timeout", in: .milliseconds(1)...Self.hour)
            ?? polling.requestTimeout
        polling.maxBody = section.size("max_body", in: 1 << 10...1 << 30) ?? polling.maxBody
        readUserAgent(section, &polling)
        polling.allowPrivateAddresses = privateAddresses(section) ?? polling.allowPrivateAddresses
        polling.proxy = proxy(section) ?? polling.proxy
        return polling
    }

    private static var hour: Duration { .seconds(3600) }

    private func readIntervals(_ section: MappingReader, _ polling: inout PollingSettings) {
        let limits: ClosedRange<Duration> = .seconds(1)...Self.longest
        let interval = section.duration("interval", in: limits)
        polling.minInterval =
            section.duration("min_interval", in: .zero...Self.longest) ?? polling.minInterval
        polling.maxInterval = section.duration("max_interval", in: limits) ?? polling.maxInterval
        guard polling.minInterval <= polling.maxInterval else {
            let key = section.member("min_interval") == nil ? "max_interval" : "min_interval"
            problems.error(
                at: section.place(of: key),
                "`min_interval` (\(polling.minInterval.settingsText)) is longer than "
                    + "`max_interval` (\(polling.maxInterval.settingsText))")
            return
        }
        let wanted = interval ?? polling.interval
        polling.interval = min(max(wanted, polling.minInterval), polling.maxInterval)
        guard let interval, polling.interval != interval else { return }
        let bound =
            interval < polling.minInterval ? "raised to `min_interval`" : "cut to `max_interval`"
        problems.warning(
            at: section.place(of: "interval"),
            "`interval` (\(interval.settingsText)) is \(bound), "
                + polling.interval.settingsText)
    }

    /// Reads `contact` and `user_agent`, in which `VERSION` and `CONTACT` stand for themselves.
    private func readUserAgent(_ section: MappingReader, _ polling: inout PollingSettings) {
        polling.contact = section.value("contact", "a page or a mail address in printable ASCII") {
            Self.isPrintable($0) && !$0.contains(where: { "() ".contains($0) }) ? $0 : nil
        }
        let contact = polling.contact
        if let contact { polling.userAgent += " (+\(contact))" }
        let given = section.value("user_agent", "printable ASCII, at most 512 bytes") {
            text throws(InvalidValue) in
            guard Self.isPrintable(text) else { return nil as String? }
            guard contact != nil || !text.contains("CONTACT") else {
                throw InvalidValue("`user_agent` speaks of CONTACT, and `contact` is not given")
            }
            return text.replacing("VERSION", with: loader.version)
                .replacing("CONTACT", with: contact ?? "")
        }
        polling.userAgent = given ?? polling.userAgent
    }

    private static func isPrintable(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// `true`, `false` or a list of networks.
    private func privateAddresses(_ section: MappingReader) -> PrivateAddresses? {
        let key = "allow_private_addresses"
        guard let member = section.member(key) else { return nil }
        guard case .sequence = member.value.content else {
            let wanted = "`true`, `false` or a list of networks such as `[10.1.0.0/16]`"
            return section.flag(key, wanted).map { $0 ? .all : .none }
        }
        let networks = section.texts(key)?.compactMap { item -> IPNetwork? in
            do throws(InvalidValue) {
                return try IPNetwork(setting: item.text)
            } catch {
                problems.error(at: section.place(of: item.node), error.message)
                return nil
            }
        }
        return networks.map { .networks($0) }
    }

    /// The proxy of `section`: an address, or `none`.
    func proxy(_ section: MappingReader) -> ProxySettings? {
        guard let text = section.text("proxy") else { return nil }
        if text == "none" { return .direct }
        do {
            let address = try FeedAddress(text, schemes: ["http", "https", "socks5", "socks5h"])
            if address.credentials?.password.isEmpty == false {
                warnIfPublic(
                    path, "the proxy's password stands here", at: section.place(of: "proxy"))
            }
            return .url(address.url, address.credentials)
        } catch {
            problems.error(at: section.place(of: "proxy"), "`proxy`: \(error.message)")
            return nil
        }
    }
}
