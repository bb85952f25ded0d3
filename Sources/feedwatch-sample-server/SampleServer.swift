// SPDX-License-Identifier: Apache-2.0

import Glibc
import LoopbackHTTP
import SystemCalls

/// Serves a directory of feeds over HTTP on 127.0.0.1 until SIGTERM or SIGINT: for `make demo`.
@main enum SampleServer {
    static func main() {
        // Before any thread is there: all of them inherit the mask, so that only sigwait below
        // receives these two.
        var signals = sigset_t()
        // These fail for unknown numbers only.
        _ = unsafe sigemptyset(&signals)
        _ = unsafe sigaddset(&signals, SIGTERM)
        _ = unsafe sigaddset(&signals, SIGINT)
        _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        guard let arguments = SampleServerArguments(Array(CommandLine.arguments.dropFirst())) else {
            fail(SampleServerArguments.usage, status: EX_USAGE)
        }
        do {
            guard try FileSystem.status(of: arguments.directory)?.isDirectory == true else {
                fail("\(arguments.directory): no such directory", status: EX_NOINPUT)
            }
            let files = StaticFiles(directory: arguments.directory)
            let server = try LoopbackServer(
                port: arguments.port, recordsRequests: false, handler: files.reply)
            print(server.url("/"))
            // Standard output is a pipe in a demonstration, and would be kept back.
            _ = fflush(nil)
            if let file = arguments.portFile {
                try FileSystem.replaceContents(of: file, with: Array("\(server.port)\n".utf8))
            }
            var signal: Int32 = 0
            // Fails for a bad set only.
            _ = unsafe sigwait(&signals, &signal)
            server.stop()
        } catch {
            fail("\(error)", status: EX_UNAVAILABLE)
        }
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        var line = Array("feedwatch-sample-server: \(message)\n".utf8)
        // There is nowhere to report that standard error is closed.
        _ = unsafe write(STDERR_FILENO, &line, line.count)
        exit(status)
    }
}
