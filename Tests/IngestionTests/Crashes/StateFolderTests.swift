// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// DIR/state, which holds nothing that cannot be had again, but is a directory of the store.
@Suite struct StateFolderTests {
    private let site: FeedSite
    private let run: DaemonRun

    init() throws {
        let site = try FeedSite()
        site.publish("/a.xml", [.match(1)])
        self.site = site
        run = try DaemonRun(feeds: [site.server.url("/a.xml")])
    }

    @Test func aLinkInItsPlaceIsRefused() throws {
        try run.once()
        let elsewhere = "\(run.directory)/elsewhere"
        let files = FileManager.default
        try files.removeItem(atPath: "\(run.store)/state")
        try files.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
        try files.createSymbolicLink(
            atPath: "\(run.store)/state", withDestinationPath: elsewhere)
        let output = try run.once()
        #expect(output.status == 74)
        #expect(output.errors.contains("state: open: Not a directory"), "\(output.errors)")
        #expect(try files.contentsOfDirectory(atPath: elsewhere).isEmpty)
    }

    @Test func theGroupReadsItWhateverTheUmask() throws {
        let output = try Program.run(
            "feedwatchd", run.daemonArguments + ["--once"], prefix: "umask 0077")
        #expect(output.status == 0, "\(output.errors)")
        for (name, mode) in [("state", 0o750), ("state/polls.sqlite", 0o640)] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: "\(run.store)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == mode, "\(name)")
        }
    }
}
