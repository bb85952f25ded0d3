// SPDX-License-Identifier: Apache-2.0

internal import CGlibcShims
import Glibc

/// What posix_spawn(3) is told of a child: a session of its own, no signal blocked or ignored,
/// standard streams, nothing else open.
///
/// The two C objects are initialised once, in `init`, and given to C by address only.
@safe struct SpawnAttributes: ~Copyable {
    private var actions = unsafe posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()

    init() throws(SystemError) {
        try Self.check("posix_spawn_file_actions_init") {
            unsafe posix_spawn_file_actions_init(&actions)
        }
        try Self.check("posix_spawnattr_init") { unsafe posix_spawnattr_init(&attributes) }
        // These fail for an unknown argument only.
        var signals = sigset_t()
        _ = unsafe sigemptyset(&signals)
        _ = unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        _ = unsafe sigfillset(&signals)
        _ = unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        _ = unsafe feedwatch_spawn_set_flags(&attributes)
    }

    deinit {
        var (actions, attributes) = unsafe (actions, attributes)
        _ = unsafe posix_spawn_file_actions_destroy(&actions)
        _ = unsafe posix_spawnattr_destroy(&attributes)
    }

    /// Starts `command` and gives its process id.
    ///
    /// - Parameters:
    ///   - input: What becomes descriptor 0; 3 or more, as `errors`.
    ///   - errors: What becomes descriptor 2.
    consuming func start(
        _ command: [String], _ environment: [String], input: Int32, errors: Int32
    ) throws(SystemError) -> Int32 {
        try Self.check("posix_spawn_file_actions_adddup2") {
            unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
        }
        try Self.check("posix_spawn_file_actions_addopen") {
            unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        }
        try Self.check("posix_spawn_file_actions_adddup2") {
            unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
        }
        try Self.check("posix_spawn_file_actions_addclosefrom_np") {
            unsafe feedwatch_spawn_close_from(&actions, 3)
        }
        let path = command.first ?? ""
        let arguments = CStringArray(command)
        let variables = CStringArray(environment)
        var process: pid_t = 0
        let code = unsafe posix_spawn(
            &process, path, &actions, &attributes, arguments.pointer, variables.pointer)
        guard code == 0 else {
            throw SystemError(operation: "posix_spawn", path: path, errno: code)
        }
        return process
    }

    /// These functions return the error instead of setting errno; here for lack of memory only.
    private static func check(
        _ operation: String, _ body: () -> Int32
    ) throws(SystemError) {
        let code = body()
        guard code == 0 else { throw SystemError(operation: operation, path: "", errno: code) }
    }
}

/// Strings as C's `argv` and `envp` have them: an array of pointers that ends in a null pointer.
@safe private struct CStringArray: ~Copyable {
    let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        unsafe pointer = .allocate(capacity: count + 1)
        for (index, string) in strings.enumerated() {
            unsafe (pointer + index).initialize(to: strdup(string))
        }
        unsafe (pointer + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { unsafe free(pointer[index]) }
        unsafe pointer.deallocate()
    }
}
