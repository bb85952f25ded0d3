// SPDX-License-Identifier: Apache-2.0

import FeedModel

extension Rhythm {
    private static let version: UInt8 = 1

    /// As a blob of the state file.
    var blob: [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.version)
        for histogram in [hours, minutes, lags] {
            writer.write(histogram.cells)
            writer.write(histogram.unit)
            writer.write(histogram.dither)
        }
        for index in gaps.indices { writer.write(gaps[index]) }
        for index in expected.indices { writer.write(expected[index]) }
        writer.write(entries)
        writer.write(exposure)
        for instant in [first, updated, newest] { writer.write(instant?.milliseconds ?? .min) }
        for date in pending { writer.write(date.milliseconds) }
        return writer.bytes
    }

    /// Reads `blob`; nil for what is none. A rhythm can be learnt again.
    init?(blob: [UInt8]) {
        var reader = ByteReader(blob)
        guard reader.integer() == Self.version else { return nil }
        func histogram(_ count: Int) -> DecayingHistogram? {
            let cells = reader.bytes(count)
            let (unit, dither) = (reader.float(), reader.float())
            guard unit.isFinite, unit > 0, (0..<1).contains(dither) else {
                return nil
            }
            return DecayingHistogram(cells: cells, unit: unit, dither: dither)
        }
        guard let hours = histogram(168), let minutes = histogram(60), let lags = histogram(61)
        else { return nil }
        (self.hours, self.minutes, self.lags) = (hours, minutes, lags)
        for index in gaps.indices { gaps[index] = reader.float() }
        for index in expected.indices { expected[index] = reader.float() }
        (entries, exposure) = (reader.double(), reader.double())
        func instant() -> Instant? {
            let value = Int64(bitPattern: reader.integer())
            return value == .min ? nil : Instant(milliseconds: value)
        }
        (first, updated, newest) = (instant(), instant(), instant())
        while !reader.isAtEnd, reader.isIntact {
            pending.append(Instant(milliseconds: Int64(bitPattern: reader.integer())))
        }
        guard reader.isIntact, entries >= 0, exposure >= 0, entries.isFinite,
            exposure.isFinite,
            gaps.indices.allSatisfy({ gaps[$0].isFinite && gaps[$0] >= 0 }),
            expected.indices.allSatisfy({ expected[$0].isFinite && expected[$0] >= 0 })
        else { return nil }
    }
}
