// SPDX-License-Identifier: Apache-2.0

/// What was found and done when a store was opened for writing.
public struct Recovery: Sendable, Equatable {
    /// What was cut off, and what was found damaged and left alone.
    public var incidents: [StoreIncident] = []
    /// Stories that are stored but not announced, the oldest first: to be read, logged and handed
    /// to `announce` before anything is appended.
    public var unannounced: [StoryLocation] = []
}
