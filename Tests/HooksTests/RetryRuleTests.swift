// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Hooks

@Suite struct RetryRuleTests {
    @Test func theWaitDoublesUpToTenMinutes() {
        let rule = RetryRule()
        let waits = (1...12).map { rule.wait(afterFailures: $0) / 1000 }
        #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600])
        #expect(rule.wait(afterFailures: .max) == 600_000)
        #expect(rule.wait(afterFailures: 0) == 1000)
    }
}
