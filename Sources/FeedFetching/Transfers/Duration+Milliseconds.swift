// SPDX-License-Identifier: Apache-2.0

extension Duration {
    private static var day: Duration { .seconds(86_400) }

    /// Whole milliseconds, at least 1 and at most a day.
    var boundedMilliseconds: Int {
        max(Int(min(max(self, .zero), Self.day) / .milliseconds(1)), 1)
    }

    /// The duration as a time limit in milliseconds: zero switches the limit off, but for a day,
    /// since nothing that waits for others may wait for ever.
    var timeoutMilliseconds: Int {
        self <= .zero ? Self.day.boundedMilliseconds : boundedMilliseconds
    }
}
