"""The arguments that `lint` and `preview` have in common."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ..admin.facts import Who
from ..admin.source import Source, open_source
from ..languages import in_language, language_of_environment, spoken
from ..plain_text import plain_text

if TYPE_CHECKING:
    from ..config.site import Site

_BACKENDS = ("kubernetes", "local", "pbs", "slurm", "yarn")


def add_source_arguments(parser: argparse.ArgumentParser) -> None:
    """Add them."""
    parser.add_argument(
        "source",
        metavar="FILE.py | URL | spec.json",
        help=spoken(
            "a configuration file of dask-gateway-server, or a part of one that sets "
            "c.Backend.cluster_options; a gateway's address, asked with the login "
            "of dask's configuration; or a file with the reply of its /api/v1/options"
        ),
    )
    parser.add_argument(
        "--user", default=Who.name, metavar="NAME", help=spoken("for whom (default: %(default)s)")
    )
    parser.add_argument(
        "--groups", default="", metavar="A,B", help=spoken("the groups of that user (default: none)")
    )
    parser.add_argument("--admin", action="store_true", help=spoken("that user is an admin of the gateway's"))
    parser.add_argument(
        "--backend", choices=_BACKENDS, help=spoken("for which the file is, if it does not name one itself")
    )
    parser.add_argument(
        "--site",
        metavar="FILE.yaml",
        help=spoken(
            "the site's settings: a file of dask's configuration with gateway.jupyter.site, "
            "or that block alone"
        ),
    )
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=10.0,
        metavar="SECONDS",
        help=spoken("how long the file may run, or the gateway has for its answer (default: 10)"),
    )


def source_of(arguments: argparse.Namespace) -> Source:
    """Return what they name. Raises SourceError."""
    return open_source(
        arguments.source, seconds=arguments.timeout, backend=arguments.backend, printed=_print_error
    )


def who_of(arguments: argparse.Namespace) -> Who:
    """Return for whom."""
    groups = tuple(dict.fromkeys(it.strip() for it in arguments.groups.split(",") if it.strip()))
    return Who(arguments.user, groups, arguments.admin)


def site_of(arguments: argparse.Namespace) -> Site | None:
    """Return the site's settings, if a file is named. Raises SourceError."""
    if arguments.site is None:
        return None
    from ..admin.site_file import read_site_file

    return read_site_file(arguments.site)


def complain(sentence: str, trace: str = "") -> None:
    """Say on stderr why there is nothing to show. `trace`: as Python prints it, or another sentence."""
    language = language_of_environment()
    said = (in_language(text, language) for text in (trace, sentence) if text)
    _print_error("".join(f"{text.rstrip()}\n" for text in said))


def _print_error(text: str) -> None:
    sys.stderr.write(plain_text(text))
    sys.stderr.flush()


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError(spoken("must be more than 0 and at most 3600 seconds"))
    return seconds
