// SPDX-License-Identifier: Apache-2.0

/// Names of topics and hooks: they become parts of file names, log fields and JSON.
enum TopicName {
    /// Whether `name` is one: `[a-z0-9-]+`, at most 64 of them.
    static func isValid(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
