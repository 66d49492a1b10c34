"""Pages that hold a `<dask-gateway>` load its module; others do without."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

MODULE = "dask-gateway.mjs"


def add_module(
    app: Sphinx, page: str, template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Add the module to a page whose text has the element."""
    if tree is not None and any("<dask-gateway" in raw.astext() for raw in tree.findall(nodes.raw)):
        app.add_js_file(MODULE, type="module")


def setup(app: Sphinx) -> dict[str, Any]:
    """Take part in Sphinx's build."""
    app.connect("html-page-context", add_module)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
