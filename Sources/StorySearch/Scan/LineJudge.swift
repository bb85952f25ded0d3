// SPDX-License-Identifier: Apache-2.0

public import StoryStore

/// Looks at stored lines, one after the other, on one thread of several.
public protocol LineJudge: ~Copyable, SendableMetatype {
    /// What is handed on of a line.
    associatedtype Finding: Sendable

    /// What is handed on of an intact line; nil for nothing.
    ///
    /// - Parameter line: Without its line feed, valid for the call only.
    mutating func finding(
        in line: UnsafeBufferPointer<UInt8>, at location: StoryLocation
    ) -> Finding?
}
