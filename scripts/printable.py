"""Write src/schema/printable.rs: the code points that Python's repr() prints as they are.

They depend on the Unicode version of the interpreter. We take the one of CPython 3.15, Unicode 17, from
the package unicodedata2 of that version, so that any interpreter can run this:

    python scripts/printable.py > src/schema/printable.rs

`tests/differential` compares the file in the tree with what this would write.
"""

import unicodedata2

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}
HEADER = """\
//! Which code points Python's `repr` prints as they are: Unicode {version}, as in CPython 3.15.
//!
//! Written by scripts/printable.py; not to be edited.

/// Lengths of the runs of printable and other code points in turn, from U+0000 on, the first one
/// printable (and empty).
/// Each is a number of 7 bits a byte, the lowest first; a set high bit says that more follow.
#[rustfmt::skip]
pub const RUNS: [u8; {size}] = [
{rows}
];
"""


def is_hidden(code_point: int) -> bool:
    """Return whether repr() escapes it. The space is the only separator that it prints."""
    return code_point != 0x20 and unicodedata2.category(chr(code_point)) in HIDDEN


def runs() -> list[int]:
    """Return the lengths of the runs, printable and hidden in turn."""
    lengths, hidden = [0], False
    for code_point in range(0x110000):
        if is_hidden(code_point) != hidden:
            lengths.append(0)
            hidden = not hidden
        lengths[-1] += 1
    return lengths


def varint(number: int) -> list[int]:
    """Return the bytes of a number."""
    head, rest = number & 0x7F, number >> 7
    return [head | 0x80, *varint(rest)] if rest else [head]


def source() -> str:
    """Return the text of the Rust file."""
    data = [byte for length in runs() for byte in varint(length)]
    rows = [", ".join(map(str, data[at : at + 24])) for at in range(0, len(data), 24)]
    text = ",\n".join(f"    {row}" for row in rows) + ","
    return HEADER.format(version=unicodedata2.unidata_version, size=len(data), rows=text)


if __name__ == "__main__":
    print(source(), end="")
