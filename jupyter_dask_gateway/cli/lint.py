"""`jupyter dask-gateway lint`: what is wrong with a gateway's options, before they are deployed."""

from __future__ import annotations

import argparse
from typing import Any

from ..admin.lint import lint
from ..admin.report import as_json, as_text, counts
from ..admin.source import SourceError
from ..languages import language_of_environment, spoken
from .source_arguments import add_source_arguments, complain, site_of, source_of, who_of


def add_parser(commands: Any) -> None:
    """Add the command to what `ArgumentParser.add_subparsers` has returned."""
    parser = commands.add_parser(
        "lint",
        help=spoken("say what is wrong with a gateway's options, before they are deployed"),
        description=spoken(
            "Say what is wrong with the options of a gateway. A configuration file is run in a "
            "process of its own, as dask-gateway-server would run it, and its handler is tried with each "
            "choice and bound. It is looked at as the named user gets it, as a user without groups does, and "
            "as one in each group that the file asks for."
        ),
        epilog=spoken(
            "The exit status is 0 if there are no errors, 1 if there are (with --strict: or warnings), "
            "and 2 if it cannot be read."
        ),
    )
    add_source_arguments(parser)
    parser.add_argument("--json", action="store_true", help=spoken("print the findings as JSON"))
    parser.add_argument(
        "--strict", action="store_true", help=spoken("let warnings count as errors for the exit status")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings and return the exit status."""
    try:
        site = site_of(arguments)
        source = source_of(arguments)
        try:
            facts = source.facts(who_of(arguments))
        finally:
            source.close()
    except SourceError as error:
        complain(error.sentence, error.trace)
        return 2
    findings = lint(facts, site)
    if arguments.json:
        print(as_json(source.name, findings, facts.notes))
    else:
        print(as_text(source.name, findings, facts.notes, language_of_environment()))
    errors, warnings = counts(findings)
    return int(errors > 0 or (arguments.strict and warnings > 0))
