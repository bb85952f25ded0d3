// SPDX-License-Identifier: Apache-2.0

/// What `verify` looked at.
public struct StoreCheck: Sendable, Equatable {
    /// Segments of all kinds.
    public var segments = 0
    /// Lines, damaged ones included.
    public var lines = 0
    /// Damages that were reported.
    public var damages = 0

    /// Nothing looked at.
    public init() {}
}

extension StoreReader {
    /// Looks at every line, its checksum, its record and its day, and whether it is there once; `damage` gets what is wrong, in
    /// the order of the files.
    ///
    /// A line that is being written while this runs is waited for, up to a second.
    public func verify(_ damage: (Damage) -> Void) throws(StoreError) -> StoreCheck {
        var check = StoreCheck()
        let repeated = try RepeatedStories(in: store)
        for kind in SegmentKind.onDisk {
            for segment in try segments(of: kind) {
                check.segments += 1
                var path = segment.path
                var found: [Damage]
                var verification = SegmentVerification(segment, repeated)
                do throws(StoreError) {
                    guard var source = try SegmentSource.open(segment, in: store) else { continue }
                    path = source.path
                    try verification.run(&source)
                    found = verification.damages(at: path)
                } catch {
                    // One file that cannot be read does not hide the others.
                    found = verification.damages(at: path)
                    found.append(Damage(file: path, line: 0, byte: 0, what: error.what))
                }
                check.lines += verification.lines
                check.damages += found.count
                found.forEach(damage)
            }
        }
        return check
    }
}
