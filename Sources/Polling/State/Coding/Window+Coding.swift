// SPDX-License-Identifier: Apache-2.0

extension Window {
    private static let layout: UInt8 = 1

    /// As a blob of the state file.
    var blob: [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.layout)
        writer.write(topicsVersion)
        writer.write(UInt32(clamping: shownCount))
        for identity in identities { writer.write(identity) }
        for fingerprint in fingerprints { writer.write(fingerprint) }
        return writer.bytes
    }

    /// Reads `blob`; nil for what is none. A feed without its last window is read as if new.
    init?(blob: [UInt8]) {
        var reader = ByteReader(blob)
        guard reader.integer() == Self.layout else { return nil }
        let topicsVersion: UInt64 = reader.integer()
        let shownCount = Int(reader.integer(UInt32.self))
        guard reader.isIntact, reader.count % 12 == 0, shownCount <= reader.count / 12 else {
            return nil
        }
        let count = reader.count / 12
        self.init(
            identities: reader.integers(count), fingerprints: reader.integers(count),
            shownCount: shownCount, topicsVersion: topicsVersion)
    }
}
