// SPDX-License-Identifier: Apache-2.0

import EventLog
import Foundation
import Testing

@Suite struct ServiceNotifierTests {
    @Test func messages() throws {
        let directory = try TemporaryDirectory()
        let manager = try DatagramReceiver(directory.path + "/notify")
        expectMessages(ServiceNotifier(socket: directory.path + "/notify"), manager)
    }

    @Test func messagesToAnAbstractSocket() throws {
        let name = "@feedwatch-\(UUID().uuidString)"
        let manager = try DatagramReceiver(name)
        expectMessages(ServiceNotifier(socket: name), manager)
    }

    private func expectMessages(_ notifier: ServiceNotifier, _ manager: DatagramReceiver) {
        notifier.extendTimeout(.seconds(30), status: "Reading")
        notifier.ready(status: "3 feeds")
        notifier.status("4 feeds")
        notifier.watchdog()
        notifier.reloading(monotonicMicroseconds: 123_456_789)
        notifier.stopping()
        #expect(
            manager.received().map { String(decoding: $0, as: UTF8.self) } == [
                "EXTEND_TIMEOUT_USEC=30000000\nSTATUS=Reading", "READY=1\nSTATUS=3 feeds",
                "STATUS=4 feeds",
                "WATCHDOG=1", "RELOADING=1\nMONOTONIC_USEC=123456789",
                "STOPPING=1\nSTATUS=Stopping",
            ])
    }

    @Test(
        arguments: [
            ([:], nil), (["WATCHDOG_USEC": "60000000"], 60), (["WATCHDOG_USEC": "soon"], nil),
            (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "-1"], nil),
            (["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "17"], 3),
            // Inherited from a service that started us.
            (["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "16"], nil),
        ] as [([String: String], Int?)])
    func theWatchdogIsTheManagersWish(environment: [String: String], seconds: Int?) {
        let notifier = ServiceNotifier(environment: environment, processID: 17)
        #expect(notifier.watchdogTimeout == seconds.map { .seconds($0) })
    }

    @Test(arguments: [nil, "", "/nonexistent/notify", String(repeating: "x", count: 200)])
    func withoutAManagerNothingHappens(socket: String?) {
        let notifier = ServiceNotifier(socket: socket)
        notifier.ready(status: "unheard")
        notifier.stopping()
    }
}
