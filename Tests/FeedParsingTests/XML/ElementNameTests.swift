// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FeedParsing

@Suite("Names of elements")
struct ElementNameTests {
    private func name(_ text: String) -> ElementName {
        var text = text
        return text.withUTF8 { ElementName($0) }
    }

    @Test("every name is known in every case", arguments: ElementName.allCases)
    func known(element: ElementName) {
        #expect(name(element.rawValue) == element)
        #expect(name(element.rawValue.uppercased()) == element)
    }

    @Test(
        "no other name is one of them",
        arguments: [
            "publisher", "titles", "titl", "descriptive", "x", "", "origenclosurelinks", "éa",
        ])
    func unknown(text: String) {
        #expect(name(text) == .unknown)
    }
}
