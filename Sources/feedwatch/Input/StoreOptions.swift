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
        let path = Self.located(
            directory ?? root.storeDirectory, context.environment, note: context.note)
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

    /// Where the store is, whether or not there is one.
    ///
    /// - Parameters:
    ///   - given: What the command line says.
    ///   - note: Gets what is wrong with the configuration.
    static func located(
        _ given: String?, _ environment: [String: String], note: (String) -> Void
    ) -> String {
        if let given { return given }
        if let given = environment["FEEDWATCH_STORE"], !given.isEmpty { return given }
        if let configured = configured(environment, note) { return configured }
        let system = "/var/lib/feedwatch"
        if (try? FileDescriptor.open(system, O_RDONLY | O_DIRECTORY)) != nil { return system }
        return home(environment)
    }

    /// What the configuration says, where there is one; what is wrong with it is noted, since the
    /// store may well be elsewhere. A configuration of the user's own that names no directory means
    /// the one at home, as it does for the daemon.
    private static func configured(
        _ environment: [String: String], _ note: (String) -> Void
    ) -> String? {
        let loader = ConfigurationLoader(
            version: Feedwatch.version, environment: environment, readsSecrets: false)
        let path = loader.defaultPath
        guard (try? FileSystem.status(of: path)) ?? nil != nil else { return nil }
        let (directory, problems) = loader.storeDirectory(path)
        if directory == nil, let problem = problems.first {
            note("the configuration is not used: \(problem)")
        }
        let isOwn = path != ConfigurationLoader.systemPath
        return directory ?? (isOwn && problems.isEmpty ? loader.defaultStoreDirectory : nil)
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
