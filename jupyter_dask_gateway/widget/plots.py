"""Where a plot of a dashboard is, by its name. `js/page/plots.ts` says the same for JupyterLab's commands."""

from __future__ import annotations

import re

from ..languages import spoken

_NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*", re.ASCII)
_LONGEST = 60
_CLUSTER_MAP = "/statics/individual-cluster-map.html"


def plot_path(name: str) -> str:
    """Return the path, below a dashboard's address, of the plot that a scheduler or a menu calls so.

    Raises ValueError for what is no such name.
    """
    slug = name.strip().lower().replace(" ", "-").removeprefix("/").removeprefix("individual-")
    if len(slug) > _LONGEST or not _NAME.fullmatch(slug):
        raise ValueError(
            spoken(
                "no plot has such a name: {name!r}. Names are “task stream”, “progress”, “graph”.", name=name
            )
        )
    return _CLUSTER_MAP if slug == "cluster-map" else f"/individual-{slug}"
