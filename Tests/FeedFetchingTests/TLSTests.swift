// SPDX-License-Identifier: Apache-2.0

import Foundation
import LoopbackHTTP
import SystemCalls
import Testing

@testable import FeedFetching

/// Certificates are made at run time by openssl(1), and served by Python, since both are there where
/// this is developed and neither is worth a library of our own.
@Suite(.timeLimit(.minutes(1)), .enabled(if: TLSServer.canRun, "needs openssl and python3"))
struct TLSTests {
    @Test func aTrustedCertificateIsAccepted() throws {
        let server = try TLSServer(names: "IP:127.0.0.1,DNS:feeds.example")
        let fetching = try Fetching(
            { $0.certificateBundle = server.authority },
            resolve: { _ in .found([IPAddress("127.0.0.1")].compactMap(\.self)) })
        for host in ["127.0.0.1", "feeds.example"] {
            let response = try fetching.response("https://\(host):\(server.port)/feed")
            #expect(response.status == 200)
            #expect(response.body == Array("<rss/>".utf8))
        }
    }

    @Test func aCertificateOfAnotherAuthorityIsRefused() throws {
        let server = try TLSServer(names: "IP:127.0.0.1")
        let other = try TLSServer(names: "IP:127.0.0.1")
        let fetching = try Fetching { $0.certificateBundle = other.authority }
        // Twice: the second time the parsed bundle comes from libcurl's cache.
        for _ in 0..<2 {
            let failure = try fetching.failure(server.url("/feed"))
            #expect(failure.kind == .tls)
            #expect(failure.message.contains("certificate"))
        }
        #expect(try fetching.response(other.url("/feed")).status == 200)
        #expect(try fetching.failure(server.url("/feed")).kind == .tls)
    }

    @Test func theSystemsBundleDoesNotKnowIt() throws {
        let server = try TLSServer(names: "IP:127.0.0.1")
        #expect(try Fetching().failure(server.url("/feed")).kind == .tls)
    }

    @Test func aCertificateForAnotherHostIsRefused() throws {
        let server = try TLSServer(names: "DNS:other.example")
        let fetching = try Fetching { $0.certificateBundle = server.authority }
        #expect(try fetching.failure(server.url("/feed")).kind == .tls)
    }

    @Test func withoutABundleNothingIsTrusted() throws {
        let server = try TLSServer(names: "IP:127.0.0.1")
        let fetching = try Fetching { $0.certificateBundle = "/nonexistent/bundle.pem" }
        #expect(try fetching.failure(server.url("/feed")).kind == .tls)
    }

    /// A redirect from https to http is followed, but what was told in confidence is not repeated
    /// in the open.
    @Test func secretsDoNotGoFromTLSToPlainHTTP() throws {
        let server = try TLSServer(names: "IP:127.0.0.1")
        let fetching = try Fetching { $0.certificateBundle = server.authority }
        try withServer { _ in
            HTTPReply("<rss/>")
        } _: { plain in
            let response = try fetching.response(
                FetchRequest(
                    token: 1, url: "https://user:pw@127.0.0.1:\(server.port)/redirect",
                    headers: [
                        HTTPField("X-Location", plain.url("/feed")), HTTPField("X-Token", "t"),
                    ]))
            #expect(response.effectiveURL == plain.url("/feed"))
            let asked = try #require(plain.requests.first)
            #expect(asked.header("Authorization") == nil)
            #expect(asked.header("X-Token") == nil)
        }
    }
}

/// An HTTPS server on 127.0.0.1 with a certificate from an authority of its own.
private final class TLSServer {
    static let canRun =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

    let port: Int
    /// The file with the authority's certificate.
    var authority: String { "\(directory)/ca.pem" }

    private let directory: String
    private let process: Process

    /// - Parameter names: The subject alternative names of the server's certificate.
    init(names: String) throws {
        directory = NSTemporaryDirectory() + "feedwatch-\(UUID())"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try Self.openssl(
            in: directory,
            ["req", "-x509", "-subj", "/CN=Test authority", "-days", "2", "-keyout", "ca.key"]
                + ["-out", "ca.pem"] + key)
        try Self.openssl(
            in: directory,
            ["req", "-subj", "/CN=server", "-keyout", "key.pem", "-out", "request.pem"] + key)
        try "subjectAltName=\(names)\n".write(
            toFile: "\(directory)/names", atomically: false, encoding: .utf8)
        try Self.openssl(
            in: directory,
            ["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key"]
                + ["-set_serial", "1", "-days", "2", "-extfile", "names", "-out", "cert.pem"])
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.arguments = ["-c", Self.script]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    deinit {
        // Not SIGTERM: tests run on threads that block it, and the child has inherited that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: directory)
    }

    func url(_ path: String) -> String { "https://127.0.0.1:\(port)\(path)" }

    private static let script = """
        import http.server, ssl, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_GET(self):
                body = b"<rss/>"
                self.send_response(302 if self.path == "/redirect" else 200)
                if self.path == "/redirect":
                    self.send_header("Location", self.headers["X-Location"])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *a): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("cert.pem", "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True,
                                            do_handshake_on_connect=False)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """

    private static func openssl(in directory: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
