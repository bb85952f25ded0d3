// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Polling

@Suite struct WindowTests {
    private func entries(_ identities: some Sequence<Int>, text: UInt64 = 1) -> [WindowEntry] {
        identities.map { WindowEntry(identity: UInt64($0), fingerprint: text) }
    }

    private func window(_ identities: some Sequence<Int>) -> Window {
        Window().compare(with: entries(identities), extent: .whole, topicsVersion: 1).next
    }

    @Test func `everything is new to an empty window`() {
        let comparison = Window().compare(
            with: entries(1...3), extent: .whole, topicsVersion: 1)
        #expect(comparison.verdicts == [.new, .new, .new])
        #expect(!comparison.sharesNothing)
    }

    @Test func `entries are known, changed or new`() {
        let comparison = window(1...3).compare(
            with: [
                WindowEntry(identity: 4, fingerprint: 1), WindowEntry(identity: 3, fingerprint: 1),
                WindowEntry(identity: 2, fingerprint: 9),
            ], extent: .whole, topicsVersion: 1)
        #expect(comparison.verdicts == [.new, .known, .changed])
        #expect(!comparison.matchesAll)
    }

    @Test func `a change is known the next time`() {
        let changed = window(1...3).compare(
            with: entries(1...3, text: 2), extent: .whole, topicsVersion: 1)
        #expect(changed.verdicts == [.changed, .changed, .changed])
        let again = changed.next.compare(
            with: entries(1...3, text: 2), extent: .whole, topicsVersion: 1)
        #expect(again.verdicts == [.known, .known, .known])
    }

    @Test func `what a document repeats is known the second time`() {
        let comparison = Window().compare(
            with: entries([5, 5]) + entries([5], text: 2), extent: .whole, topicsVersion: 1)
        #expect(comparison.verdicts == [.new, .known, .changed])
        let again = comparison.next.compare(
            with: entries([5, 5]) + entries([5], text: 2), extent: .whole, topicsVersion: 1)
        #expect(again.verdicts == [.known, .known, .known])
    }

    @Test func `entries that left for a poll are still known`() {
        let without = window(1...3).compare(
            with: entries(1...2), extent: .whole, topicsVersion: 1)
        let back = without.next.compare(with: entries(1...3), extent: .whole, topicsVersion: 1)
        #expect(back.verdicts == [.known, .known, .known])
    }

    @Test func `an empty document takes nothing away`() {
        let empty = window(1...20).compare(with: [], extent: .whole, topicsVersion: 1)
        #expect(!empty.sharesNothing)
        let back = empty.next.compare(with: entries(1...20), extent: .whole, topicsVersion: 1)
        #expect(back.verdicts.allSatisfy { $0 == .known })
    }

    @Test(arguments: [WindowComparison.Extent.delta, .truncated])
    func `a part takes nothing away and is no gap`(extent: WindowComparison.Extent) {
        let part = window(1...20).compare(
            with: entries(21...24), extent: extent, topicsVersion: 1)
        #expect(part.verdicts == [.new, .new, .new, .new])
        #expect(!part.sharesNothing)
        let whole = part.next.compare(with: entries(5...24), extent: .whole, topicsVersion: 1)
        #expect(whole.verdicts.allSatisfy { $0 == .known })
        #expect(!whole.sharesNothing)
    }

    @Test func `nothing in common is noticed`() {
        let comparison = window(1...20).compare(
            with: entries(21...40), extent: .whole, topicsVersion: 1)
        #expect(comparison.sharesNothing)
        let reordered = window(1...20).compare(
            with: entries((1...20).reversed()), extent: .whole, topicsVersion: 1)
        #expect(!reordered.sharesNothing)
    }

    @Test func `other topics match everything again`() {
        let comparison = window(1...3).compare(
            with: entries(1...3), extent: .whole, topicsVersion: 2)
        #expect(comparison.matchesAll)
        #expect(comparison.verdicts == [.known, .known, .known])
        #expect(comparison.next.topicsVersion == 2)
    }

    @Test func `the memory is bounded`() {
        var window = Window()
        for round in 0..<200 {
            window =
                window.compare(
                    with: entries(round * 10..<round * 10 + 30), extent: .whole, topicsVersion: 1
                ).next
        }
        #expect(window.identities.count <= 45)
        for round in 200..<400 {
            window =
                window.compare(
                    with: entries(round * 10..<round * 10 + 5), extent: .delta, topicsVersion: 1
                ).next
        }
        #expect(window.identities.count <= 45)
    }

    @Test func `the blob gives the window back`() throws {
        let window = window(1...30)
        #expect(Window(blob: window.blob) == window)
        #expect(Window(blob: Window().blob) == Window())
        for length in 0..<window.blob.count {
            let cut = Window(blob: Array(window.blob.prefix(length)))
            #expect(cut == nil || (length - 13) % 12 == 0)
        }
    }
}
