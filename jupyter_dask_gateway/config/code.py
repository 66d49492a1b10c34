"""The Python that makes a gateway which `dask_gateway.Gateway()` does not reach: copied code begins so."""

from __future__ import annotations

from .target import NamedGateway

_OWN = "dask_gateway.auth"
"""Whose classes the package itself has, too."""
_MISSING = {
    f"{_OWN}.BasicAuth": 'Set username and password, which are not copied: BasicAuth("…", "…")',
    f"{_OWN}.JupyterHubAuth": 'Set the token, which is not copied: JupyterHubAuth("…")',
}


def gateway_code(named: NamedGateway) -> dict[str, str]:
    """Return {"imports": lines, "call": the expression}: no secret, but a comment on what to set."""
    module, _, name = (named.auth_class or "").rpartition(".")
    imports = f"from {module} import {name}\n" if module not in {"", _OWN} else ""
    names = [name, "Gateway"] if module == _OWN else ["Gateway"]
    lines = [f"{named.address!r},"]
    for parameter, address in (("proxy", named.proxy_address), ("public", named.public_address)):
        if address is not None:
            lines.append(f"{parameter}_address={address!r},")
    lines += [f"# {sentence}" for sentence in _missing(named)]
    lines.append(f"auth={_login(named, name)},")
    return {
        "imports": f"{imports}from dask_gateway import {', '.join(names)}\n",
        "call": "Gateway(\n" + "".join(f"    {line}\n" for line in lines) + ")",
    }


def _login(named: NamedGateway, name: str) -> str:
    if named.auth is not None:
        return repr(named.auth)
    return f"{name}()" if name else "..."


def _missing(named: NamedGateway) -> list[str]:
    """Return what whoever runs it has to add."""
    if named.auth is None and named.auth_class is None:
        return ["Put your own login here: its class cannot be imported."]
    if not named.needs_secret:
        return []
    return [_MISSING.get(named.auth_class or "", "Fill in the secret, which is not copied.")]
