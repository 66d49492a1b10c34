"""Whether clusters run the image that the notebooks run in."""

from __future__ import annotations

import os

from ...languages import say
from ..context import CheckContext
from ..result import CheckResult, ok, skipped, warning


async def check_image(context: CheckContext) -> CheckResult:
    """Compare the option's value for new clusters with this server's own image."""
    option = next((it for it in context.options if it["field"] == "image"), None)
    if option is None:
        return skipped("The gateway has no option called image.")
    configured = (context.config["options"] or {}).get("image")
    value = option.get("default") if configured is None else configured
    source = "the gateway's default" if configured is None else "gateway.cluster.options.image"
    here = context.config["image"]
    if here is None:
        text = (
            "New clusters use {value} ({source}). The image here is not known: neither "
            "JUPYTER_IMAGE_SPEC nor JUPYTER_IMAGE is set."
        )
        return skipped(say(text, value=value, source=source))
    if value == here:
        return ok(say("New clusters use {value}, as this server does.", value=value))
    variable = "JUPYTER_IMAGE_SPEC" if os.environ.get("JUPYTER_IMAGE_SPEC") else "JUPYTER_IMAGE"
    return warning(
        say(
            "New clusters use {value} ({source}), this server runs {here}.",
            value=value,
            source=source,
            here=here,
        ),
        say(
            "Packages may differ between notebook and workers. To use the same, set "
            "DASK_GATEWAY__CLUSTER__OPTIONS__IMAGE to {{{variable}}} in the server's environment.",
            variable=variable,
        ),
    )
