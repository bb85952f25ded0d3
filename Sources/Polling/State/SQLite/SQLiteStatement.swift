// SPDX-License-Identifier: Apache-2.0

internal import CSQLite

/// Owns one `sqlite3_stmt *`.
@safe struct SQLiteStatement: ~Copyable {
    private let raw: OpaquePointer
    private let path: String

    init(owning raw: OpaquePointer, path: String) {
        unsafe self.raw = raw
        self.path = path
    }

    deinit {
        // Repeats the error of the last step, which was reported then.
        _ = unsafe sqlite3_finalize(raw)
    }

    /// Goes to the next row; false at the end. The corresponding C function is `sqlite3_step`.
    borrowing func step() throws(PollStateError) -> Bool {
        let code = unsafe sqlite3_step(raw)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw error(code, "step")
    }

    /// Runs a statement without rows with `values` for its parameters, then makes it ready again.
    borrowing func run(_ values: [SQLiteValue]) throws(PollStateError) {
        // Its result repeats the error of the last step.
        defer { _ = unsafe sqlite3_reset(raw) }
        for (index, value) in values.enumerated() { try bind(Int32(index) + 1, value) }
        _ = try step()
    }

    borrowing func bind(_ index: Int32, _ value: SQLiteValue) throws(PollStateError) {
        let code =
            switch value {
            case .null: unsafe sqlite3_bind_null(raw, index)
            case .integer(let value): unsafe sqlite3_bind_int64(raw, index, value)
            case .real(let value): unsafe sqlite3_bind_double(raw, index, value)
            case .text(let text):
                unsafe feedwatch_sqlite_bind_text(raw, index, text, Int32(text.utf8.count))
            case .blob(let bytes):
                unsafe feedwatch_sqlite_bind_blob(raw, index, bytes, Int32(bytes.count))
            }
        guard code == SQLITE_OK else { throw error(code, "bind") }
    }

    /// Whether a column of the row is null.
    borrowing func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(raw, column) == SQLITE_NULL
    }

    /// A column of the row as a number; 0 for what is none.
    borrowing func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(raw, column) }

    /// A column of the row as a number; 0 for what is none.
    borrowing func real(_ column: Int32) -> Double { unsafe sqlite3_column_double(raw, column) }

    /// A column of the row as text; empty for null.
    borrowing func text(_ column: Int32) -> String {
        unsafe String(decoding: bytes(column), as: UTF8.self)
    }

    /// A column of the row as bytes; empty for null.
    borrowing func blob(_ column: Int32) -> [UInt8] { unsafe Array(bytes(column)) }

    /// A column's bytes, valid until the next step (sqlite3_column_blob).
    private borrowing func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = unsafe sqlite3_column_blob(raw, column)
        let count = unsafe Int(sqlite3_column_bytes(raw, column))
        return unsafe UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
    }

    private borrowing func error(_ code: Int32, _ operation: String) -> PollStateError {
        PollStateError(
            path: path, operation: operation, code: code,
            message: unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(raw))))
    }
}

/// A value of SQLite's types.
enum SQLiteValue: Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}
