// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the kernel knows of a descriptor that may be a terminal.
public enum TerminalDevice: Sendable {
    /// Whether `descriptor` is a terminal. The corresponding C function is `isatty`.
    public static func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// How many columns the terminal has; nil when `descriptor` is none, or does not know.
    public static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}
