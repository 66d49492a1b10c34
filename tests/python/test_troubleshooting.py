"""docs/troubleshooting.md has an entry for each sentence that the Jupyter server or the kernel says.

Those that are the page's own are in tests/view/troubleshooting.test.ts.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import dask_gateway_server

import jupyter_dask_gateway
from jupyter_dask_gateway.config.errors import ConfigurationError, NotConfiguredError
from jupyter_dask_gateway.gateway import credentials, kerberos_errors

PAGE = (Path(__file__).parents[2] / "docs/troubleshooting.md").read_text("utf-8")
SECTION = "What the Jupyter server or the kernel says"
ANY = "…"
# Only who writes requests of his own meets these.
PROGRAMMERS = {"BAD_PATH", "BAD_METHOD", "BAD_REQUEST"}
# The gateway's own words, as the page has them.
GATEWAYS = set(json.loads((Path(__file__).parents[1] / "fixtures/gateway_sentences.json").read_text("utf-8")))


def entries(text: str) -> set[str]:
    """Return the headings, and what stands first in the items of lists, with what differs as one sign."""
    found = set(re.findall(r"^### (.+)$", text, re.M))
    for item in re.findall(r"^- (\*\*.+)$", text, re.M):
        first = re.match(r"(?:\*\*.+?\*\*(?: or )?)+", item)
        assert first
        found |= set(re.findall(r"\*\*(.+?)\*\*", first[0]))
    return found


def sections() -> dict[str, set[str]]:
    return {part.partition("\n")[0]: entries(part) for part in re.split(r"^## ", PAGE, flags=re.M)[1:]}


def template(node: ast.expr) -> str | None:
    """Return the text of a literal, with one sign for what is put in."""
    match node:
        case ast.Constant(value=str(text)):
            return re.sub(r"%[rsf]", ANY, text)
        case ast.JoinedStr(values=parts):
            return re.sub(f"{ANY}+", ANY, "".join(template(part) or ANY for part in parts))
        case ast.BinOp(left=left, op=ast.Mod()):
            return template(left)
        case ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=str(text))]):
            return re.sub(r"{\w+}", ANY, text)
        case ast.Call(func=ast.Name(id="join"), args=parts):
            return " ".join(template(part) or ANY for part in parts)
    return None


def nodes(package: str | None) -> Iterator[ast.AST]:
    assert package
    for file in sorted(Path(package).parent.rglob("*.py")):
        yield from ast.walk(ast.parse(file.read_text("utf-8")))


def request_errors() -> set[str]:
    """Return the sentences of all errors that are raised, as far as they stand where that is done."""
    found = set()
    for node in nodes(jupyter_dask_gateway.__file__):
        match node:
            case ast.Call(func=ast.Name(id="RequestError"), args=[ast.Attribute(attr=id), sentence, *_]) if (
                id not in PROGRAMMERS
            ):
                found.add(template(sentence))
    return {text for text in found if text is not None}


def made_elsewhere() -> set[str]:
    """Return the others: they are put together of these, or of what a setting's name and its fault are."""
    return {
        NotConfiguredError().sentence(ANY),  # type: ignore[arg-type]
        ConfigurationError(f"gateway.{ANY}", ANY).sentence(ANY),  # type: ignore[arg-type]
        f"{ANY} authentication could not {ANY} ({ANY}). {ANY}",
        f"Cannot log in to the gateway at {ANY}: {ANY}. {ANY}",
        f"Check what {ANY} needs under gateway.auth.kwargs.",
        *(text.replace("{program}", ANY) for text in credentials._ADVICE.values()),
        *(
            fault.reason.replace("{program}", ANY)
            for fault in [*kerberos_errors._FAULTS.values(), kerberos_errors._NOT_INSTALLED]
        ),
    }


def test_each_sentence_has_an_entry_and_each_entry_a_sentence() -> None:
    said = request_errors() | made_elsewhere()
    assert len(request_errors()) > 20
    assert sections()[SECTION] == said


def test_what_is_put_together_stands_in_the_source() -> None:
    source = " ".join(filter(None, map(template, _literals(credentials.__file__)))).replace("{kind}", ANY)
    for part in (
        " authentication could not ",
        "Cannot log in to the gateway at ",
        f"Check what {ANY} needs under",
    ):
        assert part in source


def _literals(file: str | None) -> Iterator[ast.expr]:
    assert file
    for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr | ast.Constant):
            yield node


def test_the_gateways_own_words_are_its_own() -> None:
    said = {template(node) for node in nodes(dask_gateway_server.__file__) if isinstance(node, ast.expr)}
    assert GATEWAYS - said == set()
    headings = set(re.findall(r"^### (.+)$", PAGE, re.M))
    assert GATEWAYS - headings == set()
