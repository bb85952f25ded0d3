// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FeedModel
import Glibc
import Settings
import SystemCalls

/// Which store: for every command that reads one.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .customLong("store"),
        help: ArgumentHelp(
            "The store's directory; may also stand before the command.", valueName: "dir"),
        completion: .directory)
    var directory: String?

    /// The directory of the store: `--store` here or before the command, `$FEEDWATCH_STORE`, what
    /// the configuration names, `/var/lib/feedwatch` if it can be read, the one at home.
    ///
    /// - Throws: `CommandFailure` when there is no such directory.
    func resolved(_ root: FeedwatchCommand, in context: Context) throws -> String {
        let path = located(root, in: context)
        let found: FileStatus?
        do throws(SystemError) {
            found = try FileSystem.status(of: path)
        } catch {
            throw CommandFailure(error, advice: Self.advice(for: error.errno))
        }
        guard let found else {
            throw CommandFailure(
                .noInput, "\(path): there is no store",
                advice: "name one with --store DIR or $FEEDWATCH_STORE, or start feedwatchd")
        }
        guard found.isDirectory else {
            throw CommandFailure(.noInput, "\(path): not a directory")
        }
        return path
    }

    private func located(_ root: FeedwatchCommand, in context: Context) -> String {
        if let given = directory ?? root.storeDirectory { return given }
        if let given = context.environment["FEEDWATCH_STORE"], !given.isEmpty { return given }
        if let configured = configured(in: context) { return configured }
        let system = "/var/lib/feedwatch"
        if (try? FileDescriptor.open(system, O_RDONLY | O_DIRECTORY)) != nil { return system }
        return Self.home(context.environment)
    }

    /// What the configuration says, where there is one; what is wrong with it is noted, since the
    /// store may well be elsewhere.
    private func configured(in context: Context) -> String? {
        let loader = ConfigurationLoader(
            version: Feedwatch.version, environment: context.environment, readsSecrets: false)
        let path = loader.defaultPath
        guard (try? FileSystem.status(of: path)) ?? nil != nil else { return nil }
        let (directory, problems) = loader.storeDirectory(path)
        if directory == nil, let problem = problems.first {
            context.note("the configuration is not used: \(problem)")
        }
        return directory
    }

    private static func home(_ environment: [String: String]) -> String {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            return "\(state)/feedwatch"
        }
        return "\(environment["HOME", default: "/"])/.local/state/feedwatch"
    }

    /// What helps against an errno on the way into a store.
    static func advice(for errno: Int32) -> String {
        errno == EACCES
            ? "readers of the system's store are in its group: `adduser USER feedwatch`" : ""
    }
}
