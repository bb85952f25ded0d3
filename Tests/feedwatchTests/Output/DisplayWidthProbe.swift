// SPDX-License-Identifier: Apache-2.0

import Text

/// Measures what was printed.
enum DisplayWidthProbe {
    static func columns(_ text: String) -> Int { DisplayWidth.columns(of: text) }
}
