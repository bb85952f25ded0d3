// SPDX-License-Identifier: Apache-2.0

import SystemCalls
import Testing

@Suite struct ProcessIdentityTests {
    @Test func argumentsAreThoseOfTheProcess() {
        #expect(ProcessIdentity.arguments == CommandLine.arguments)
        #expect(!ProcessIdentity.arguments.isEmpty)
    }
}
