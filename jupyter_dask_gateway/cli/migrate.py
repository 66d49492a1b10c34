"""`jupyter dask-gateway migrate`: a notebook for dask-kubernetes becomes one for Dask Gateway."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..admin.facts import Who
from ..admin.source import SourceError, open_source
from ..config.connection import read_address
from ..config.errors import ConfigurationError
from ..config.site import read_site
from ..gateway.option_spec import SpecError, read_specs
from ..kubernetes.choice import DOCUMENTED, Specs
from ..kubernetes.errors import UnreadableError
from ..kubernetes.notebook import Notebook, NotebookError
from ..kubernetes.rewrite import rewrite
from ..languages import in_language, language_of_environment, say, spoken
from ..plain_text import plain_text
from .source_arguments import complain, site_of

_SECONDS = 5.0
"""For the gateway of dask's configuration, which may be out of reach."""
_COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}


def add_parser(commands: Any) -> None:
    """Add the command to what `ArgumentParser.add_subparsers` has returned."""
    parser = commands.add_parser(
        "migrate",
        help=spoken("rewrite a notebook for dask-kubernetes"),
        description=spoken(
            "Show how a notebook's cells that use dask-kubernetes become cells for Dask Gateway. "
            "Nothing in it is run. The exit status is 1 if something cannot be carried over or would be "
            "refused, and 2 if the notebook cannot be read."
        ),
    )
    parser.add_argument("notebook", metavar="NOTEBOOK.ipynb", type=Path)
    parser.add_argument("--write", action="store_true", help=spoken("write the cells into the notebook"))
    parser.add_argument(
        "--options",
        metavar="FILE.py | URL | spec.json",
        help=spoken(
            "whose options are meant: as lint takes them (default: those of the gateway in dask's "
            "configuration, if it answers)"
        ),
    )
    parser.add_argument(
        "--site",
        metavar="FILE.yaml",
        help=spoken(
            "the site's settings, as lint takes them: what the choices of options come to (default: without "
            "--options those of dask's configuration)"
        ),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the changes, or write them, and return the exit status."""
    try:
        notebook = Notebook(arguments.notebook)
        cells = notebook.cells
        site = _site(arguments)
        specs = _specs(arguments.options)
        new = rewrite(
            cells,
            DOCUMENTED if specs is None else specs,
            is_checked=specs is not None,
            site=site,
            files=notebook.read_file,
            language=language_of_environment(),
        )
        notebook.put(new.cells)
        for line in _diff(cells, new.cells):
            print(_coloured(plain_text(line)))
        name = arguments.notebook.name
        if new.cells == cells and not new.lost:
            _tell(say("{name} has no code for dask-kubernetes: there is nothing to do.", name=name))
        elif new.cells != cells and arguments.write:
            notebook.write()
            _tell(say("{name} is written.", name=name))
        elif new.cells != cells:
            _tell(say("Nothing is written yet: --write does."))
    except (NotebookError, UnreadableError, SourceError) as error:
        complain(error.sentence)
        return 2
    for sentence in new.lost:
        complain(say("Not carried over: {sentence}", sentence=sentence))
    for sentence in new.refused:
        complain(say("To be changed: {sentence}", sentence=sentence))
    return int(bool(new.lost or new.refused))


def _site(arguments: argparse.Namespace) -> Mapping[str, Any] | None:
    """Return the site's settings, as pages are told of them. Raises SourceError."""
    named = site_of(arguments)
    if named is None:
        # Those of the configuration are about the gateway that it names.
        return None if arguments.options is not None else read_site().normalized
    for problem in named.problems:
        complain(problem.plain)
    return named.normalized


def _specs(named: str | None) -> Specs | None:
    """Return the options of the gateway that is named, or configured; None if that one does not answer."""
    if named is not None:
        return _read(named)
    try:
        return _read(read_address().shown)
    except ConfigurationError as error:
        why = error.sentence("terminal")
    except SourceError as error:
        why = error.sentence
    text = (
        "Which options your gateway has could not be read: {why} (--options says where else they are told.)"
    )
    complain(say(text, why=why))
    return None


def _read(named: str) -> Specs:
    source = open_source(named, seconds=_SECONDS, backend=None, printed=lambda _: None)
    try:
        answer = source.answer(Who(), "options", "")
        if answer.status != 200:
            raise SourceError(answer.problem or say("{name} tells no options.", name=source.name))
        return read_specs(json.loads(answer.body)["cluster_options"])
    except (ValueError, SpecError, KeyError, TypeError):
        raise SourceError(say("{name} tells no options.", name=source.name)) from None
    finally:
        source.close()


def _tell(sentence: str) -> None:
    print(plain_text(in_language(sentence, language_of_environment())))


def _diff(old: list[str], new: list[str]) -> Iterator[str]:
    for number, (before, after) in enumerate(zip(old, new, strict=True), start=1):
        if before != after:
            yield spoken("@@ code cell {number}", number=number)
            lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
            yield from [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def _coloured(line: str) -> str:
    colour = _COLOURS.get(line[:1]) if sys.stdout.isatty() else None
    return line if colour is None else f"{colour}{line}\x1b[0m"
