"""The page with the element `<dask-gateway>` without a gateway, and who it is shown for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from ...plain_text import plain_line
from ..facts import Who

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Preview of {name}</title>
<link rel="stylesheet" href="static/page.css">
<script type="module" src="static/page.js"></script>
<script type="module" src="front-end/{module}"></script>
</head>
<body>
<header>
<h1>Preview of <bdi>{name}</bdi></h1>
<p>
As <strong><bdi>{user}</bdi></strong> ({groups}) will see it.
Reload the page to read it anew; <code>jupyter dask-gateway lint</code> says what is wrong with it.
</p>
</header>
<main>
<dask-gateway spec="options"{site}>
<noscript>This needs JavaScript.</noscript>
<button slot="actions" type="button" hidden>Try these options</button>
<div slot="actions" id="outcome" role="status"></div>
</dask-gateway>
</main>
</body>
</html>
"""


def page(name: str, who: Who, module: str, site: Mapping[str, Any] | None) -> str:
    """Return the page. `module`: the front end's file; `site`: the site's normalized settings."""
    attribute = "" if site is None else f' site="{escape(json.dumps(site))}"'
    return _PAGE.format(
        name=_html(name), user=_html(who.name), groups=_groups(who), module=_html(module), site=attribute
    )


def _groups(who: Who) -> str:
    groups = ", ".join(f"<bdi>{_html(group)}</bdi>" for group in who.groups)
    named = f"{'group' if len(who.groups) == 1 else 'groups'}: {groups}" if groups else "no groups"
    return f"{named}; an admin" if who.is_admin else named


def _html(text: str) -> str:
    return escape(plain_line(text))
