// SPDX-License-Identifier: Apache-2.0

internal import CSQLite

/// Owns one `sqlite3 *`.
@safe struct SQLiteDatabase: ~Copyable {
    private let raw: OpaquePointer
    let path: String

    /// How to open a file.
    enum Access: Sendable {
        /// For writing, made where it is missing.
        case writing
        /// For reading, beside a writer.
        case reading
        /// For reading a file that nobody writes: no locks, no files beside it.
        case immutable
    }

    /// The corresponding C function is `sqlite3_open_v2`.
    init(_ path: String, _ access: Access) throws(PollStateError) {
        let flags =
            switch access {
            case .writing: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .reading: SQLITE_OPEN_READONLY
            case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            }
        let name = access == .immutable ? Self.immutableURI(path) : path
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(
            name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let database = unsafe opened else {
            // Even a failed open may leave a handle that has to be closed.
            let error = unsafe PollStateError(
                path: path, operation: "open", code: code,
                message: String(cString: sqlite3_errstr(code)))
            _ = unsafe sqlite3_close_v2(opened)
            throw error
        }
        unsafe raw = database
        self.path = path
        // A reader may wait for the moment of a checkpoint.
        _ = unsafe sqlite3_busy_timeout(raw, 5000)
    }

    deinit {
        // Waits for statements that are still to be finalised (sqlite3_close_v2's promise).
        _ = unsafe sqlite3_close_v2(raw)
    }

    /// Runs statements that give no rows. The corresponding C function is `sqlite3_exec`.
    borrowing func execute(_ sql: String) throws(PollStateError) {
        let code = unsafe sqlite3_exec(raw, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, sql) }
    }

    /// The corresponding C function is `sqlite3_prepare_v2`.
    borrowing func prepare(_ sql: String) throws(PollStateError) -> SQLiteStatement {
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v2(raw, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let prepared = unsafe statement else { throw error(code, sql) }
        return unsafe SQLiteStatement(owning: prepared, path: path)
    }

    /// The first column of the first row.
    borrowing func integer(_ sql: String) throws(PollStateError) -> Int64? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.integer(0) : nil
    }

    private borrowing func error(_ code: Int32, _ sql: String) -> PollStateError {
        // The first word says enough: statements hold no data.
        PollStateError(
            path: path, operation: String(sql.prefix { $0 != " " }).lowercased(), code: code,
            message: unsafe String(cString: sqlite3_errmsg(raw)))
    }

    /// `file:` and the path, percent-encoded where the URI grammar needs it.
    private static func immutableURI(_ path: String) -> String {
        var uri = "file:"
        for byte in path.utf8 {
            let isPlain = byte > 0x20 && byte < 0x7F && !"%?#".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            uri +=
                isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" + digits : digits)
        }
        return uri + "?immutable=1"
    }
}
