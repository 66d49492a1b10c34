"""Sphinx's configuration of the documentation: `npm run docs` builds it into build/docs/html."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from pygments.lexers import TypeScriptLexer
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE / "_ext")]

from jupyter_dask_gateway import __version__  # noqa: E402

project = "jupyter-dask-gateway"
author = "jupyter-dask-gateway contributors"
project_copyright = author
release = version = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx_copybutton",
    "sphinx_design",
    # Ours, in _ext/.
    "live_form",
    "repository_files",
]
nitpicky = True
# Types that have no page here: other projects', and names for what stands beside them in words.
nitpick_ignore = [
    ("py:class", name)
    for name in (
        "Client",
        "Frontend",
        "Gateway",
        "GatewayCluster",
        "Workers",
        "collections.abc.Awaitable",
        "datetime.datetime",
        "jupyter_dask_gateway.widget.presets.Preset",
    )
]
# A name between backquotes is code in our docstrings, as in Markdown.
default_role = "code"

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence"]
# The addresses that the files' own links have, which GitHub gives to headings.
myst_heading_anchors = 6

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"

copybutton_exclude = ".linenos, .gp, .go"

html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = ["_static", "specs", "../dist/dask-gateway.mjs"]
html_context = {"default_mode": "auto"}
html_favicon = "_static/favicon.svg"
html_css_files = ["docs.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {
    "logo": {"text": project},
    "header_links_before_dropdown": 6,
    "navbar_align": "left",
    "navigation_with_keys": False,
    "footer_start": ["copyright"],
    "footer_end": ["theme-version"],
    "secondary_sidebar_items": ["page-toc"],
}
# The first page has no neighbours to list.
html_sidebars = {"index": [], "troubleshooting": []}


def setup(app: Sphinx) -> None:
    """Take part in Sphinx's build."""
    # Pygments' own fails at types in TSX.
    app.add_lexer("tsx", TypeScriptLexer)
    app.connect("env-updated", fold_headings)
    app.connect("html-page-context", name_no_column_nothing)


def fold_headings(app: Sphinx, env: BuildEnvironment) -> None:
    """Leave the headings that are whole sentences out of the list beside the page."""
    env.metadata["troubleshooting"]["tocdepth"] = 2


def name_no_column_nothing(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """Make plain cells of the heads that have no text, for they are none to a screen reader."""
    if "body" in context:
        context["body"] = re.sub(r'<th class="head[^"]*">(?:<p></p>)?</th>', "<td></td>", context["body"])
