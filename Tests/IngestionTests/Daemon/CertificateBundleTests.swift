// SPDX-License-Identifier: Apache-2.0

import Testing

/// The certificates that a daemon trusts, as its environment says.
@Suite(.enabled(if: TLSSite.canRun, "needs openssl")) struct CertificateBundleTests {
    /// One process, which parses the bundle once: that it knows one site lets no other through.
    @Test(arguments: ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
    func aBundleOfTheEnvironmentIsWhatSitesAreHeldTo(_ variable: String) throws {
        let known = try TLSSite([.match(1)])
        let unknown = try TLSSite([.match(2)])
        let run = try DaemonRun(feeds: [known.feeds[0], unknown.feeds[0], known.feeds[1]])
        let output = try Self.once(run, "\(variable)='\(known.certificate)'")
        #expect(output.status == 0)
        try run.expectExactlyOnce(["guid-1"])
        let failing = output.errors.split(separator: "\n").filter { $0.contains("failed:tls") }
        #expect(failing.count == 1)
        #expect(failing.first?.contains(unknown.feeds[0]) == true)
    }

    @Test func withoutItTheSystemsAuthoritiesCount() throws {
        let site = try TLSSite([.match(1)])
        let run = try DaemonRun(feeds: site.feeds)
        let output = try Self.once(run, "TZ=UTC")
        #expect(output.status == 75)
        #expect(output.errors.contains("failed:tls"))
        #expect(try run.records().isEmpty)
    }

    /// A round of the daemon with these variables, whatever the environment of the test has.
    private static func once(_ run: DaemonRun, _ variables: String) throws -> Output {
        try Program.run(
            "feedwatchd", run.daemonArguments + ["--once"],
            prefix: "unset CURL_CA_BUNDLE SSL_CERT_FILE; export \(variables)")
    }
}
