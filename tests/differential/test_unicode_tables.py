"""The tables of Unicode are the ones that their script writes."""

from pathlib import Path

from unicode_tables import source


def test_tables_are_current():
    table = Path(__file__).parents[2] / "src/schema/unicode.rs"
    assert table.read_text() == source()
