"""Words of others in terminals and notebooks, by the table that the page has too."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest

from jupyter_dask_gateway.doctor.report import as_json, as_text
from jupyter_dask_gateway.doctor.result import Finding, failed
from jupyter_dask_gateway.plain_text import folded, plain_line, plain_text, width_of
from jupyter_dask_gateway.widget import static_table
from jupyter_dask_gateway.widget.options import OptionsError, OptionsNotLoadedError, Schema

TABLE: dict[str, list[str]] = json.loads(
    (Path(__file__).parents[1] / "fixtures/steering_characters.json").read_text()
)
ODD = "".join(TABLE["replaced"])


def is_plain(text: str) -> bool:
    text.encode()
    return not set(text) & set(TABLE["replaced"]) and "\r" not in text


@pytest.mark.parametrize("character", TABLE["replaced"])
def test_replaced(character: str) -> None:
    assert plain_text(f"a{character}b") == "a\ufffdb"


def test_kept() -> None:
    text = "".join(TABLE["kept"])
    assert plain_text(text) == text
    assert plain_line("a\n\tb") == "a  b"
    assert {plain_text(text) for text in TABLE["line_breaks"]} == {"a\nb"}


def test_every_text_that_leaves_the_process() -> None:
    def words_of(options: Any) -> str:
        with pytest.raises(OptionsError) as refused:
            Schema([{"field": ODD, "label": ODD, "default": "", "spec": {"type": "string"}}]).validated(
                options, {}
            )
        return str(refused.value)

    finding = Finding("Version", failed(ODD, ODD))
    for text in (
        static_table.as_text(ODD, [(ODD, ODD)]),
        static_table.as_html(ODD, [(ODD, ODD)]),
        str(OptionsNotLoadedError(ODD)),
        words_of({ODD: 1}),
        words_of({ODD + "x": 1}),
        as_text([finding]),
        *json.loads(as_json([finding]))["findings"][0].values(),
    ):
        assert is_plain(text), ascii(text)
    # No line is made up.
    assert len(static_table.as_text("a\nb", [("c\nd", "e\r\nf")]).split("\n")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "What to do: correct that line (line 3), “a b”… and so on; 12,345 of them.",
        "/a/very/long/path/that/fits/into/no/line/at/all and more",
    ],
)
def test_lines_of_words_are_those_of_textwrap(text: str) -> None:
    for columns in (10, 20, 40):
        lines = wrap(
            text, columns, initial_indent="> ", subsequent_indent="  ", break_on_hyphens=False,
            break_long_words=False,
        )  # fmt: skip
        assert folded(text, columns, "> ", "  ") == lines


def test_chinese_is_broken_between_characters() -> None:
    text = "没有设置 c.Backend.cluster_options：“用户”得到的（表单）没有选项。"
    lines = folded(text, 20, "- ", "  ")
    assert max(map(width_of, lines[:1] + lines[2:])) <= 20
    assert "".join(lines).replace("- ", "").replace(" ", "") == text.replace(" ", "")
    # No line begins with what ends something.
    assert not any(line.strip()[0] in "。：，”）" for line in lines)
