// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import SystemCalls

@Suite struct FileDescriptorTests {
    private func withDirectory(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/feedwatch-\(UUID().uuidString)"
        try FileSystem.makeDirectories(path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test func interruptedCallsAreRepeated() throws {
        var calls = 0
        let result = try retry("read", "file") { () -> Int in
            calls += 1
            if calls < 4 {
                errno = EINTR
                return -1
            }
            return 7
        }
        #expect(result == 7)
        #expect(calls == 4)
    }

    @Test func errorsNameWhatWasTriedAndEndInWords() {
        do {
            _ = try FileDescriptor.open("/nonexistent/file", O_RDONLY)
            Issue.record("opened")
        } catch {
            #expect(error.description == "/nonexistent/file: open: No such file or directory")
        }
    }

    @Test func namesBelowADirectory() throws {
        try withDirectory { path in
            let directory = try FileDescriptor.open(path, O_RDONLY | O_DIRECTORY)
            #expect(try directory.makeDirectory("b"))
            #expect(try !directory.makeDirectory("b"))
            let file = try directory.open("a", O_RDWR | O_CREAT)
            try file.writeAll(Array("hello".utf8))
            try file.setPermissions(0o600)
            #expect(try directory.status(of: "a")?.size == 5)
            #expect(try directory.status(of: "a")?.permissions == 0o600)
            #expect(try directory.status(of: "c") == nil)
            symlink("a", "\(path)/link")
            #expect(try directory.status(of: "link")?.isRegularFile == false)
            #expect(try directory.names() == ["a", "b", "link"])
            #expect(try directory.names() == ["a", "b", "link"])
            try directory.rename("a", to: "c")
            #expect(try file.status().linkCount == 1)
            try directory.remove("c")
            #expect(try file.status().linkCount == 0)
            #expect(try directory.removeEmptyDirectory("b"))
            #expect(try !directory.removeEmptyDirectory("b"))
        }
    }

    @Test func readsIntoABufferAtAPlace() throws {
        try withDirectory { path in
            let file = try FileDescriptor.open("\(path)/f", O_RDWR | O_CREAT)
            try file.writeAll(Array("0123456789".utf8))
            var buffer = [UInt8](repeating: 0, count: 8)
            let got = try buffer.withUnsafeMutableBytes { try file.read(at: 6, into: $0) }
            #expect(got == 4)
            #expect(buffer.prefix(4).elementsEqual("6789".utf8))
        }
    }

    @Test func aLockIsTakenOnce() throws {
        try withDirectory { path in
            let first = try FileDescriptor.open("\(path)/lock", O_RDWR | O_CREAT)
            let second = try FileDescriptor.open("\(path)/lock", O_RDWR)
            #expect(try first.tryLock())
            #expect(try first.tryLock())
            #expect(try !second.tryLock())
        }
    }

    @Test(.timeLimit(.minutes(1))) func aWatchWakesUp() throws {
        try withDirectory { path in
            let watch = try DirectoryWatch()
            try watch.add(path)
            #expect(try !watch.wait(timeoutMilliseconds: 0))
            try FileSystem.makeDirectories("\(path)/d")
            #expect(try watch.wait(timeoutMilliseconds: 10_000))
            #expect(try !watch.wait(timeoutMilliseconds: 0))
            try watch.add("\(path)/d")
            let file = try FileDescriptor.open("\(path)/d/f", O_WRONLY | O_CREAT)
            #expect(try watch.wait(timeoutMilliseconds: 10_000))
            try file.writeAll([1])
            #expect(try watch.wait(timeoutMilliseconds: 10_000))
            do throws(SystemError) {
                try watch.add("\(path)/nothing")
                Issue.record("watched nothing")
            } catch {
                #expect(error.errno == ENOENT)
            }
        }
    }

    @Test func replacedContentsAreWhole() throws {
        try withDirectory { path in
            for text in ["first", "second, longer", "x"] {
                try FileSystem.replaceContents(of: "\(path)/f", with: Array(text.utf8))
                let bytes = try FileSystem.contents(of: "\(path)/f", limit: 100)
                #expect(String(decoding: bytes, as: UTF8.self) == text)
            }
            #expect(try FileSystem.entries(of: path) == ["f"])
            do throws(SystemError) {
                _ = try FileSystem.contents(of: "\(path)/f", limit: 0)
                Issue.record("read too much")
            } catch {
                #expect(error.errno == EFBIG)
            }
        }
    }
}
