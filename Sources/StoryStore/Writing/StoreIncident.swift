// SPDX-License-Identifier: Apache-2.0

/// Something that the writer found and the operator should know.
public enum StoreIncident: Sendable, Equatable {
    /// What an unfinished batch left behind was cut off and set aside.
    case cut(SetAside)
    /// A line is damaged; it was left alone.
    case damaged(Damage)
    /// A segment was removed, replaced, cut or extended by another program while it was open; it
    /// was opened anew.
    case replaced(file: String)
    /// What another program left in matches.log is no line of it.
    case unreadableAnnouncement(file: String)
}

/// Bytes that were taken out of a file of the store and kept in DIR/damaged.
public struct SetAside: Sendable, Equatable {
    /// The file that they stood in, below the store's directory.
    public var file: String
    /// Where they began.
    public var offset: Int64
    /// How many they are.
    public var bytes: Int64
    /// The file that holds them now, below the store's directory.
    public var keptAs: String
}
