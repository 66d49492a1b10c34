"""Where a site hides the panel from who has no gateway, JupyterLab's pages are told to look first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyter_dask_gateway.server.app import DaskGatewayExtension


async def told(app: ServerApp) -> object:
    """Return what the pages are told, once the slow imports are done."""
    (extension,) = app.extension_manager.extension_apps["jupyter_dask_gateway"]
    assert isinstance(extension, DaskGatewayExtension)
    assert extension._lazy_client is not None
    await extension._lazy_client.get()
    return app.web_app.settings.get("page_config_data", {}).get("daskGatewayHides")


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ({"hide_without_gateway": True}, True),
        ({"hide_without_gateway": False}, None),
        ({"hide_without_gateway": "yes"}, None),
        (None, None),
    ],
)
async def test_pages_are_told(
    site: Any, expected: object, configure: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    """Told as dask's configuration has it when the server starts."""
    configure({"jupyter.site": site})
    assert await told(request.getfixturevalue("jp_serverapp")) is expected


async def test_what_is_there_stays(jp_serverapp: ServerApp, configure: Callable[..., None]) -> None:
    """Other extensions tell the pages things, too."""
    (extension,) = jp_serverapp.extension_manager.extension_apps["jupyter_dask_gateway"]
    assert isinstance(extension, DaskGatewayExtension)
    settings = jp_serverapp.web_app.settings
    settings["page_config_data"] = {"of others": 1}
    configure({"jupyter.site": {"hide_without_gateway": True}})
    extension._tell_pages()
    assert settings["page_config_data"] == {"of others": 1, "daskGatewayHides": True}
