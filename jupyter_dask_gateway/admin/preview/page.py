"""The page with the element `<dask-gateway>` without a gateway, and who it is shown for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from ...languages import Sentence, in_language, say
from ...plain_text import plain_line
from ..facts import Who

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title}</title>
<link rel="stylesheet" href="static/page.css">
<script type="module" src="static/page.js"></script>
<script type="module" src="front-end/{module}"></script>
</head>
<body>
<header>
<h1>{heading}</h1>
<p>
{who}
{again}
</p>
</header>
<main>
<dask-gateway spec="options"{site}>
<noscript>{no_javascript}</noscript>
<button slot="actions" type="button" hidden>{try_these}</button>
<div slot="actions" id="outcome" role="status" data-asking="{asking}" data-ignored="{ignored}" data-silent="{silent}"></div>
</dask-gateway>
</main>
</body>
</html>
"""  # noqa: E501


def page(
    name: str, who: Who, module: str, site: Mapping[str, Any] | None, language: str | None = None
) -> str:
    """Return the page. `module`: the front end's file; `site`: the site's normalized settings."""

    def said(template: str, **arguments: str) -> str:
        return in_language(Sentence(template, arguments), language)

    return _PAGE.format(
        lang=language or "en",
        title=said("Preview of {name}", name=_html(name)),
        heading=said("Preview of {name}", name=f"<bdi>{_html(name)}</bdi>"),
        who=said(
            "As {user} ({groups}) will see it.",
            user=f"<strong><bdi>{_html(who.name)}</bdi></strong>",
            groups=_groups(who),
        ),
        again=said(
            "Reload the page to read it anew; {command} says what is wrong with it.",
            command="<code>jupyter dask-gateway lint</code>",
        ),
        no_javascript=said("This needs JavaScript."),
        try_these=said("Try these options"),
        asking=said("Asking…"),
        # The script puts them in.
        ignored=said("No backend knows what the handler returns as {names}.", names="{names}"),
        silent=said("No answer: is the preview still running in its terminal?"),
        module=_html(module),
        site="" if site is None else f' site="{escape(json.dumps(site))}"',
    )


def _groups(who: Who) -> str:
    groups = ", ".join(f"<bdi>{_html(group)}</bdi>" for group in who.groups)
    named: str = say("no groups")
    if groups:
        text = "group: {groups}" if len(who.groups) == 1 else "groups: {groups}"
        named = Sentence(text, {"groups": groups})
    return say("{groups}; an admin", groups=named) if who.is_admin else named


def _html(text: str) -> str:
    return escape(plain_line(text))
