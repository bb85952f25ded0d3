#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Sources/Text/HTML/NamedReferences+Table.swift: the named character references of HTML.

Source: `html.entities.html5` of the Python standard library, which is
https://html.spec.whatwg.org/entities.json (W3C, CC0 for the data). Run without arguments from the
package's top; the output only changes when Python's table does, which HTML promises it will not.
"""
import html.entities
import textwrap

table = html.entities.html5
full = {name[:-1]: text for name, text in table.items() if name.endswith(";")}
legacy = sorted(name for name in table if not name.endswith(";"))
assert all(table[name] == full[name] for name in legacy)
assert max(map(len, legacy)) == 6 and max(map(len, full)) <= 31


def literal(words):
    lines = textwrap.wrap(" ".join(words), 92, break_long_words=False)
    return "\n".join("        " + line + " \\" for line in lines)


entries = literal(f"{n}={','.join(f'{ord(c):x}' for c in t)}" for n, t in sorted(full.items()))
with open("Sources/Text/HTML/NamedReferences+Table.swift", "w") as out:
    out.write(f'''// SPDX-License-Identifier: Apache-2.0
// Made by Generators/named-references.py from the HTML standard's entities.json. Do not edit.

extension NamedReferences {{
    /// Every name that a semicolon ends, and its code points in hexadecimal.
    static let entries: StaticString = """
{entries}

        """

    /// The names that HTML also knows without the semicolon.
    static let legacy: StaticString = """
{literal(legacy)}

        """
}}
''')
