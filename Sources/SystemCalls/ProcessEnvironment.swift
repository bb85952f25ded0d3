// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the process was started with. For programs: a library gets what it needs as parameters.
public enum ProcessEnvironment: Sendable {
    /// The environment variables by name.
    public static func variables() -> [String: String] {
        var variables: [String: String] = [:]
        // `environ` is an array that ends in a null pointer (environ(7)); nothing here changes it.
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let pair = unsafe String(cString: text)
            if let equals = pair.firstIndex(of: "=") {
                variables[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
            }
            unsafe entry += 1
        }
        return variables
    }
}
