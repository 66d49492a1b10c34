"""Write src/schema/unicode.rs: what Python's repr() prints as it is, and the digits of all scripts.

Both depend on the Unicode version of the interpreter. We take the one of CPython 3.15, Unicode 17, from
the package unicodedata2 of that version, so that any interpreter can run this:

    python tests/differential/unicode_tables.py > src/schema/unicode.rs

`tests/differential` compares the file in the tree with what this would write.
"""

import unicodedata2

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}
HEADER = """\
//! What Python's `repr` prints as it is, and decimal digits: Unicode {version}, as in CPython 3.15.
//!
//! Numbers are of 7 bits a byte, the lowest first; a set high bit says that more follow.
//!
//! Written by tests/differential/unicode_tables.py; not to be edited.

/// Lengths of the runs of printable and other code points in turn, from U+0000 on, the first one
/// printable (and empty).
#[rustfmt::skip]
pub const RUNS: [u8; {runs_size}] = [
{runs}
];

/// How far each zero is from the one before it, from U+0000 on. Nine more digits follow each zero.
#[rustfmt::skip]
pub const ZEROS: [u8; {zeros_size}] = [
{zeros}
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


def zeros() -> list[int]:
    """Return the distances between the decimal zeros."""
    at = [c for c in range(0x110000) if unicodedata2.decimal(chr(c), None) == 0]
    return [zero - before for before, zero in zip([0, *at[:-1]], at, strict=True)]


def table(numbers: list[int]) -> tuple[int, str]:
    """Return the number of bytes, and the lines that hold them."""
    data = [byte for number in numbers for byte in varint(number)]
    rows = [", ".join(map(str, data[at : at + 24])) for at in range(0, len(data), 24)]
    return len(data), ",\n".join(f"    {row}" for row in rows) + ","


def source() -> str:
    """Return the text of the Rust file."""
    (runs_size, run_rows), (zeros_size, zero_rows) = table(runs()), table(zeros())
    return HEADER.format(
        version=unicodedata2.unidata_version,
        runs_size=runs_size,
        runs=run_rows,
        zeros_size=zeros_size,
        zeros=zero_rows,
    )


if __name__ == "__main__":
    print(source(), end="")
