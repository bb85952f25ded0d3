// SPDX-License-Identifier: Apache-2.0

/// What decoding gave, and how the encoded content ended.
struct Decoded: Equatable {
    enum Ending: Sendable {
        /// As it should.
        case whole
        /// Before its end: the connection or the server's own cache was cut.
        case cut
        /// With bytes that cannot be.
        case damaged
        /// Beyond the limit.
        case tooLarge
    }

    /// As much as could be decoded within the limit.
    var bytes: [UInt8]
    var ending: Ending
}
