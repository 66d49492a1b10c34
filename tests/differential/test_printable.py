"""The table of printable code points is the one that its script writes."""

from pathlib import Path

import texts  # noqa: F401  puts scripts/ on the path
from printable import source


def test_table_is_current():
    table = Path(__file__).parents[2] / "src/schema/printable.rs"
    assert table.read_text() == source()
