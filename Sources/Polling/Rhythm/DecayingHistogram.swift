// SPDX-License-Identifier: Apache-2.0

/// Counts that are forgotten exponentially, a byte for each.
///
/// All cells share one unit. Forgetting shrinks the unit and costs nothing; counting adds as many
/// units as make up one, rounded up or down in turn so that it comes right on average. So a feed's
/// 289 counts take 289 bytes, and are right to about a hundredth of the largest.
struct DecayingHistogram: Sendable, Equatable {
    /// The counts, in units.
    private(set) var cells: [UInt8]
    /// What one step of a cell is worth.
    private(set) var unit: Float
    /// Where rounding stands between 0 and 1.
    private(set) var dither: Float

    /// The unit to begin with: 31 fresh events fit into a cell before it has to be coarser.
    private static let fresh: Float = 0.125
    /// How many units an event may be before the counts are expressed in fresh ones again.
    private static let finest: Float = 64

    init(cells count: Int) {
        self.init(cells: [UInt8](repeating: 0, count: count), unit: Self.fresh, dither: 0)
    }

    init(cells: [UInt8], unit: Float, dither: Float) {
        self.cells = cells
        self.unit = unit
        self.dither = dither
    }

    /// Forgets: every count times `factor`, which is at most 1.
    mutating func decay(by factor: Float) {
        unit *= factor
        if unit < 1 / Self.finest { express(in: Self.fresh) }
    }

    /// Counts one event in `cell`.
    mutating func count(_ cell: Int) {
        while Float(cells[cell]) + 1 / unit + 1 > 255 { express(in: unit * 2) }
        cells[cell] += UInt8((1 / unit + dither).rounded(.down))
        // Steps of the golden ratio fall evenly, and in step with no pattern of events.
        dither = (dither + 0.618_034).truncatingRemainder(dividingBy: 1)
    }

    /// Counts one event in each of `range`, all by the same amount, so that cells that were equal
    /// stay equal.
    mutating func count(in range: Range<Int>) {
        while range.contains(where: { Float(cells[$0]) + 1 / unit > 255 }) { express(in: unit * 2) }
        let whole = UInt8((1 / unit).rounded())
        for cell in range { cells[cell] += whole }
    }

    /// The count of one cell.
    subscript(cell: Int) -> Float { Float(cells[cell]) * unit }

    /// All counts together.
    var total: Float { Float(cells.reduce(into: 0) { $0 += Int($1) }) * unit }

    /// The first of the cells with the largest count; nil when nothing is counted.
    var mode: Int? {
        guard let most = cells.max(), most > 0 else { return nil }
        return cells.firstIndex(of: most)
    }

    private mutating func express(in newUnit: Float) {
        let factor = unit / newUnit
        for cell in cells.indices { cells[cell] = UInt8((Float(cells[cell]) * factor).rounded()) }
        unit = newUnit
    }
}
