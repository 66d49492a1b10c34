"""Whether the site's settings can be used, and fit the gateway's options."""

from __future__ import annotations

import asyncio

from ...config.site import NAME, contradictions, misfits, read_site
from ...languages import join, say
from ..context import CheckContext
from ..result import CheckResult, ok, skipped, warning


async def check_site_settings(context: CheckContext) -> CheckResult:
    """Look at what the administrator says of this gateway."""
    # Long ones take their time.
    site = await asyncio.to_thread(read_site)
    if site.normalized is None and not site.problems:
        return skipped(say("{name} is not set: the form shows neither prices nor limits.", name=NAME))
    settings = site.normalized or {}
    said = [error.sentence(context.client.program) for error in site.problems]
    said += contradictions(settings)
    said += misfits(settings, {it["field"]: it["spec"] for it in context.options})
    if said:
        return warning(
            join(*said),
            "Correct this in dask's configuration: what is wrong is left out, the rest is used.",
        )
    return ok(say("{name} can be used, and fits the options.", name=NAME))
