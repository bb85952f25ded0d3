// SPDX-License-Identifier: Apache-2.0

/// A document of Prometheus's text format 0.0.4, which node_exporter's textfile collector reads
/// (prometheus.io/docs/instrumenting/exposition_formats): built family by family.
///
/// Names, help texts and label names come from the program and are written as they are; label
/// values come from anywhere and are escaped.
public struct Exposition: Sendable {
    /// What a family measures.
    public enum Kind: String, Sendable {
        /// Only grows, and begins anew with the process; named `…_total`.
        case counter
        /// Goes up and down.
        case gauge
        /// How many observations were at most so large; named after a base unit.
        case histogram
    }

    /// A label: its name, and its value, which may be any text.
    public typealias Label = (name: String, value: String)

    /// The document so far.
    public private(set) var bytes: [UInt8] = []

    /// An empty document.
    public init(reservingCapacity capacity: Int = 1 << 14) {
        bytes.reserveCapacity(capacity)
    }

    /// Begins a family; its samples follow.
    ///
    /// - Parameter help: One line, without a backslash.
    public mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        append("# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n")
    }

    /// A sample of the family `name`.
    public mutating func sample(_ name: String, _ labels: [Label], _ value: some BinaryInteger) {
        series(name, labels)
        append("\(value)\n")
    }

    /// A sample of the family `name`.
    public mutating func sample(_ name: String, _ labels: [Label], _ value: Double) {
        series(name, labels)
        append("\(Self.text(value))\n")
    }

    /// A family of one sample.
    public mutating func single(
        _ name: String, _ kind: Kind, _ help: String, _ value: some BinaryInteger
    ) {
        family(name, kind, help)
        sample(name, [], value)
    }

    /// A family of one sample.
    public mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        family(name, kind, help)
        sample(name, [], value)
    }

    /// A histogram without labels.
    public mutating func single(_ name: String, _ help: String, _ histogram: Histogram) {
        family(name, .histogram, help)
        for (bound, count) in histogram.cumulative {
            sample("\(name)_bucket", [("le", Self.text(bound))], count)
        }
        sample("\(name)_sum", [], histogram.sum)
        sample("\(name)_count", [], histogram.count)
    }

    /// `value` as Go's ParseFloat reads it.
    private static func text(_ value: Double) -> String {
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value.isNaN ? "NaN" : "\(value)"
    }

    private mutating func series(_ name: String, _ labels: [Label]) {
        append(name)
        for (index, label) in labels.enumerated() {
            append(index == 0 ? "{" : ",")
            append(label.name)
            append("=\"")
            escape(label.value)
            append("\"")
        }
        append(labels.isEmpty ? " " : "} ")
    }

    /// Three characters would end a value or a line: `\`, `"` and line feed.
    private mutating func escape(_ value: String) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\n"): append("\\n")
            default: bytes.append(byte)
            }
        }
    }

    private mutating func append(_ text: String) {
        bytes += text.utf8
    }
}
