"""Reads a configuration file as dask-gateway-server does, and makes the backend that it configures."""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from dask_gateway_server.app import DaskGateway
from dask_gateway_server.backends.base import Backend
from traitlets import TraitError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

BACKENDS = {
    "kubernetes": "dask_gateway_server.backends.kubernetes.KubeBackend",
    "local": "dask_gateway_server.backends.local.UnsafeLocalBackend",
    "yarn": "dask_gateway_server.backends.yarn.YarnBackend",
    "slurm": "dask_gateway_server.backends.jobqueue.slurm.SlurmBackend",
    "pbs": "dask_gateway_server.backends.jobqueue.pbs.PBSBackend",
}
# A part of a configuration, as in a Helm chart's extraConfig, names none. The second stands for all
# others, which take half a second to import.
_UNNAMED = (BACKENDS["kubernetes"], "dask_gateway_server.backends.base.Backend")
_SECTIONS = {
    "local": ("LocalClusterConfig", "LocalBackend", "UnsafeLocalBackend"),
    "kubernetes": ("KubeClusterConfig", "KubeBackend"),
    "yarn": ("YarnClusterConfig", "YarnBackend"),
    "slurm": ("SlurmClusterConfig", "SlurmBackend"),
    "pbs": ("PBSClusterConfig", "PBSBackend"),
}
"""What a file configures tells of which backend it is."""
_IGNORED = re.compile("`(?P<name>[^`]*)` not recognized by `(?P<by>[^`]*)`")


@dataclass
class Gateway:
    """What a file configures."""

    file: str
    backends: list[Backend]
    """The one it names or has settings of; else several, and what one of them takes is right."""
    is_named: bool
    has_options: bool
    """Whether it sets cluster_options at all."""
    ignored: list[str] = field(default_factory=list)
    """What traitlets says of settings that nothing reads."""
    not_imported: list[tuple[str, str]] = field(default_factory=list)
    """Backends, and why they are not here."""

    @classmethod
    def read(cls, file: str, backend: str | None) -> Gateway:
        """Run the file. Raises whatever it raises."""
        config: Config = PyFileConfigLoader(os.path.basename(file), os.path.dirname(file)).load_config()
        # A handler asks it, as the gateway that runs, for the clusters that its user has.
        app = DaskGateway.instance()
        said = _Sayings()
        app.log = said.logger
        # Nobody logs in here, and its class may be the site's own.
        section = config.get("DaskGateway", Config())
        section.pop("authenticator_class", None)
        named = section.pop("backend_class", None)
        app.update_config(config)
        gateway = cls(file, [], False, False)
        if backend is not None:
            named = BACKENDS[backend]
        elif named is None:
            meant = [
                BACKENDS[it] for it, sections in _SECTIONS.items() if any(name in config for name in sections)
            ]
            named = meant[0] if len(meant) == 1 else None
        if named is not None:
            gateway._use(app, named)
            gateway.is_named = bool(gateway.backends)
        if not gateway.is_named:
            for name in _UNNAMED:
                gateway._use(app, name)
        app.backend = gateway.backends[0]
        gateway.has_options = any(_is_set(config, it) for it in gateway.backends)
        gateway.ignored = said.of(gateway.backends)
        return gateway

    def _use(self, app: DaskGateway, named: Any) -> None:
        try:
            app.backend_class = named
        except (TraitError, ImportError) as error:
            reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
            self.not_imported.append((str(named), reason))
            return
        # It takes the configuration, its own wrong values included.
        backend = app.backend_class(parent=app, log=app.log)
        _without_clusters(backend)
        self.backends.append(backend)


def _without_clusters(backend: Backend) -> None:
    """Let it know of no clusters yet, where a backend that has been started knows them."""
    if hasattr(backend, "db_url"):
        from dask_gateway_server.backends.db_base import DataManager

        backend.db = DataManager()
    backend.clusters = {}
    backend.username_to_clusters = defaultdict(dict)


def _is_set(config: Config, backend: Backend) -> bool:
    return any("cluster_options" in config.get(name, {}) for name in backend.section_names())


class _Sayings:
    """What traitlets has to say while settings are read."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self.logger = logging.Logger("dask-gateway", logging.WARNING)
        handler = logging.Handler()
        handler.emit = lambda record: self._said.append(record.getMessage())  # type: ignore[method-assign]
        self.logger.addHandler(handler)

    def of(self, backends: list[Backend]) -> list[str]:
        """Return that, and what it says of the first backend's clusters."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                backends[0].cluster_config_class(parent=backends[0])
            except Exception:
                # Trying the handler will say so.
                caught.clear()
        known = {type(it).__name__: set(it.trait_names()) for it in backends}
        known |= {
            it.cluster_config_class.__name__: set(it.cluster_config_class.class_trait_names())
            for it in backends
        }
        # What one of several backends reads is no mistake.
        elsewhere = set().union(*known.values()) if len(backends) > 1 else set()
        ignored = {}
        for text in [*self._said, *(str(it.message) for it in caught)]:
            found = _IGNORED.search(text)
            if found and not (found["name"] in elsewhere and found["by"] in known):
                ignored[found["name"]] = text
        return list(ignored.values())
