"""What type checkers are to say of a user's code: mypy reads this file, nobody runs it."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from distributed import Client
from typing_extensions import assert_type

from jupyter_dask_gateway import (
    Cluster,
    Clusters,
    GatewayWidget,
    OptionsError,
    OptionsNotLoadedError,
    clusters,
)

w = GatewayWidget(address="https://gateway.example.org", view="options", options={"worker_cores": 2})
w.options = {"worker_cores": 4}
options: dict[str, Any] = w.options
w.options = 4  # type: ignore[assignment]
assert_type(w.cluster_name, "str | None")
assert_type(w.cluster_status, "str | None")
assert_type(w.view, str)
assert_type(w.get_client(), Client)
errors: tuple[type[ValueError], type[RuntimeError]] = (OptionsError, OptionsNotLoadedError)
assert_type(clusters(), Clusters)
assert_type(clusters(asynchronous=True), Awaitable[Clusters])
listed: list[Cluster] = clusters()
