// SPDX-License-Identifier: Apache-2.0

/// A queue: first in, first out, in constant time on average.
struct FIFO<Element> {
    private var elements: [Element] = []
    private var head = 0

    var isEmpty: Bool { head == elements.count }
    var count: Int { elements.count - head }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        let first = elements[head]
        head += 1
        // What was taken out is let go when it makes up half of the array.
        if head >= 32 && head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        } else if head == elements.count {
            elements.removeAll(keepingCapacity: true)
            head = 0
        }
        return first
    }

    /// Takes out everything.
    mutating func drain() -> [Element] {
        defer { self = FIFO() }
        return Array(elements[head...])
    }
}
