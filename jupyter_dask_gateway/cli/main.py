"""The arguments of `jupyter dask-gateway`, and which command they ask for."""

from __future__ import annotations

from collections.abc import Sequence

from .._version import __version__
from ..languages import spoken
from . import doctor, lint, migrate, preview
from .parser import Parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status; `arguments` are the program's own without a list."""
    parser = Parser(
        prog="jupyter dask-gateway", description=spoken("Dask Gateway in Jupyter, from a terminal.")
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"jupyter-dask-gateway {__version__}",
        help=spoken("show program's version number and exit"),
    )
    commands = parser.add_subparsers(dest="command", required=True)
    doctor.add_parser(commands)
    lint.add_parser(commands)
    migrate.add_parser(commands)
    preview.add_parser(commands)
    chosen = parser.parse_args(arguments)
    status: int = chosen.run(chosen)
    return status
