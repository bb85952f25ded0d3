// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A site of two feeds with the same items over TLS on loopback, with a certificate that only it knows: openssl(1)'s own
/// server.
final class TLSSite {
    static let canRun = FileManager.default.isExecutableFile(atPath: openssl)

    /// The file with its certificate, which vouches for itself.
    let certificate: String
    /// The feeds' URLs.
    let feeds: [String]

    private static let openssl = "/usr/bin/openssl"
    private let directory: String
    private let process: Process

    init(_ items: [SampleItem]) throws {
        directory = NSTemporaryDirectory() + "feedwatch-tls-\(UUID().uuidString)"
        certificate = "\(directory)/certificate.pem"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        let names = ["feed.xml", "mirror.xml"]
        for name in names {
            try Data(SampleItem.rss(title: "Sample", items).utf8).write(
                to: URL(fileURLWithPath: "\(directory)/\(name)"))
        }
        let making = Self.program(
            ["req", "-x509", "-subj", "/CN=site", "-addext", "subjectAltName=IP:127.0.0.1"]
                + ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
                + ["-keyout", "key.pem", "-out", "certificate.pem"], in: directory)
        try making.run()
        making.waitUntilExit()
        try #require(making.terminationStatus == 0)
        process = Self.program(
            ["s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key", "key.pem"]
                + ["-WWW"], in: directory)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let port = try Self.port(from: output.fileHandleForReading)
        feeds = names.map { "https://127.0.0.1:\(port)/\($0)" }
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static func program(_ arguments: [String], in directory: String) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: openssl)
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }

    /// The port that the server says it accepts at: `ACCEPT 127.0.0.1:PORT`.
    private static func port(from output: FileHandle) throws -> Int {
        var text = ""
        while true {
            let more = output.availableData
            try #require(!more.isEmpty, "openssl s_server has ended: \(text)")
            text += String(decoding: more, as: UTF8.self)
            for line in text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
            where line.hasPrefix("ACCEPT ") {
                return try #require(line.split(separator: ":").last.flatMap { Int($0) })
            }
        }
    }
}
