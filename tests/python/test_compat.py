"""The private names of other packages: they are as `_compat` expects, and nobody else touches any."""

from __future__ import annotations

import argparse
import ast
import asyncio
import gc
import importlib
import inspect
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import dask_gateway.client
import pytest
from dask_gateway import Gateway
from dask_gateway.options import Field, Options
from dask_gateway_server.tls import new_keypair
from ipykernel import version_info
from ipykernel.comm.comm import BaseComm
from ipykernel.kernelbase import Kernel
from jupyter_server.base.handlers import APIHandler
from new_process import output_of

import jupyter_dask_gateway
from jupyter_dask_gateway import _compat
from jupyter_dask_gateway.widget.frontend import IDENTITY

SPEC = [
    {"field": "cores", "label": "Cores", "default": 1, "spec": {"type": "int", "min": 1, "max": 4}},
    {"field": "memory", "label": "Memory", "default": 1.5, "spec": {"type": "float"}},
    {"field": "image", "label": "Image", "default": "a/b:c", "spec": {"type": "string"}},
    {"field": "debug", "label": "Debug", "default": False, "spec": {"type": "bool"}},
    {
        "field": "profile",
        "label": "Profile",
        "default": "s",
        "spec": {"type": "select", "options": ["s", "l"]},
    },
    {"field": "environment", "label": "Environment", "default": {"A": "1"}, "spec": {"type": "mapping"}},
]


def fields() -> dict[str, Field]:
    return {spec["field"]: _compat.field_from_spec(spec) for spec in SPEC}


# ---- Each name does what we use it for ----------------------------------------------------------------


@pytest.mark.parametrize("tls", [False, True])
async def test_read_at_most(tls: bool, tmp_path: Path) -> None:
    size, record = 2**12, 2**14
    portions: list[int] = []
    done = asyncio.get_running_loop().create_future()

    class Reader(asyncio.Protocol):
        def connection_made(self, transport: Any) -> None:
            _compat.read_at_most(transport, size)
            transport.write(b"go")

        def data_received(self, data: bytes) -> None:
            portions.append(len(data))

        def connection_lost(self, error: Exception | None) -> None:
            done.set_result(None)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(2)
        writer.write(b"x" * 10**6)
        await writer.drain()
        writer.close()

    contexts: list[ssl.SSLContext | None] = [None, None]
    if tls:
        certificate, key = new_keypair("gw")
        file = tmp_path / "pair.pem"
        file.write_bytes(certificate + key)
        contexts = [ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)]
        contexts[0].load_cert_chain(file)
        contexts[1].check_hostname, contexts[1].verify_mode = False, ssl.CERT_NONE
    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=contexts[0])
    async with server:
        host, port = server.sockets[0].getsockname()[:2]
        await asyncio.get_running_loop().create_connection(Reader, host, port, ssl=contexts[1])
        await asyncio.wait_for(done, 20)
    assert sum(portions) == 10**6
    assert max(portions) <= (size + record if tls else size)


async def test_limit_interim_replies() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await reader.readuntil(b"\r\n\r\n"):
            count = 3 if request.startswith(b"GET /3") else 4
            writer.write(b"HTTP/1.1 102 Processing\r\n\r\n" * count)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    class Connector(aiohttp.TCPConnector):
        async def connect(self, *args: Any, **kwargs: Any) -> Any:
            connection = await super().connect(*args, **kwargs)
            _compat.limit_interim_replies(connection, 3)
            return connection

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server, aiohttp.ClientSession(connector=Connector()) as session:
        host, port = server.sockets[0].getsockname()
        for _ in range(2):
            async with session.get(f"http://{host}:{port}/3") as response:
                assert response.status == 200
        with pytest.raises(aiohttp.ClientResponseError):
            await session.get(f"http://{host}:{port}/4")


def test_put_gateway_defaults(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("gateway: {address: 'http://mine', auth: {type: kerberos}}")
    code = """if True:
        import copy, sys, dask.config
        from jupyter_dask_gateway import _compat
        _compat.put_gateway_defaults()
        assert "dask_gateway" not in sys.modules
        ours = copy.deepcopy(dask.config.config["gateway"])
        import dask_gateway
        assert dask.config.config["gateway"] == ours, ours
        _compat.put_gateway_defaults()
        print(dask.config.get("gateway.address"), dask.config.get("gateway.auth.type"), len(ours) > 5)
    """
    assert output_of(code, DASK_CONFIG=str(tmp_path)).split() == ["http://mine", "kerberos", "True"]


@pytest.mark.parametrize("its", [None, "", "a: [", "- list", "\udcff"])
def test_put_gateway_defaults_where_the_package_has_none_to_read(tmp_path: Path, its: str | None) -> None:
    package = tmp_path / "dask_gateway"
    package.mkdir()
    if its is not None:
        (package / "gateway.yaml").write_text(its, "utf-8", errors="surrogateescape")
    (package / "__init__.py").write_text(
        "import dask.config\ndask.config.update_defaults({'gateway': {'address': 'http://its'}})"
    )
    code = """if True:
        import dask.config
        from jupyter_dask_gateway import _compat
        _compat.put_gateway_defaults()
        print(dask.config.get("gateway.address"))
    """
    assert output_of(code, PYTHONPATH=str(tmp_path), DASK_CONFIG=str(tmp_path)) == "http://its\n"


def test_put_gateway_defaults_takes_no_file_of_the_working_directory(tmp_path: Path) -> None:
    (tmp_path / "gateway.yaml").write_text("gateway: {address: 'http://somebodys'}")
    (tmp_path / "modules/dask_gateway").mkdir(parents=True)
    code = """if True:
        import os, sys, dask.config
        from jupyter_dask_gateway import _compat
        # A folder that is left of a package has no origin.
        sys.path = [sys.argv[0], *(each for each in sys.path if "site-packages" not in each)]
        sys.path.insert(0, os.environ["MODULES"])
        _compat.put_gateway_defaults()
        print(dask.config.get("gateway.address", "none"))
    """
    told = output_of(code, tmp_path, MODULES=str(tmp_path / "modules"), DASK_CONFIG=str(tmp_path / "x"))
    assert told == "none\n"


def test_default_request_kwargs(configure: Any) -> None:
    assert hasattr(dask_gateway.client, "_get_default_request_kwargs"), (
        "dask_gateway reads the proxy elsewhere"
    )
    configure({"http-client.proxy": "http://ada:s3cret@proxy:1"})
    kwargs = _compat.default_request_kwargs("https")
    assert set(kwargs) == {"proxy", "proxy_auth"}
    assert str(kwargs["proxy"]) == "http://proxy:1"
    assert kwargs["proxy_auth"].login == "ada"
    configure({"http-client.proxy": False})
    assert _compat.default_request_kwargs("https") == {"proxy": None, "proxy_auth": None}
    configure({"http-client.proxy": "http://[::1"})
    with pytest.raises(ValueError):
        _compat.default_request_kwargs("https")


async def test_public_address(configure: Any) -> None:
    configure({"address": "http://a:1/x/", "public-address": "https://b/y/"})
    async with Gateway(asynchronous=True) as gateway:
        assert hasattr(gateway, "_public_address"), "dask_gateway.Gateway keeps its public address elsewhere"
        assert _compat.public_address(gateway) == "https://b/y"
    async with Gateway("http://a:1", public_address="/z", asynchronous=True) as gateway:
        assert _compat.public_address(gateway) == "/z"


def test_option_fields() -> None:
    made = fields()
    options = Options(*made.values())
    assert "_fields" in vars(options), "dask_gateway.Options keeps its fields elsewhere"
    found = _compat.option_fields(options)
    assert list(found) == list(made)
    assert all(found[name] is made[name] for name in made)
    options.cores = 3
    assert (found["cores"].value, found["cores"].label) == (3, "Cores")


def test_field_from_spec() -> None:
    assert hasattr(Field, "_from_spec"), "dask_gateway makes its fields in another way"
    cores = fields()["cores"]
    assert (cores.field, cores.value) == ("cores", 1)
    with pytest.raises(ValueError, match=r"^cores must be <= 4\.000000, got 5$"):
        cores.validate(5)
    with pytest.raises(KeyError):
        _compat.field_from_spec({**SPEC[0], "spec": {"type": "matrix"}})
    with pytest.raises(ValueError):
        _compat.field_from_spec({**SPEC[0], "default": 0})


def test_field_kind() -> None:
    assert hasattr(Field, "_field_types"), "dask_gateway lists its kinds of fields elsewhere"
    kinds = [_compat.field_kind(field) for field in fields().values()]
    assert kinds == ["int", "float", "string", "bool", "select", "mapping"]


def test_watch_field() -> None:
    class Listener:
        def __init__(self) -> None:
            self.calls = 0

        def __setattr__(self, name: str, value: Any) -> None:
            super().__setattr__(name, value)
            if name == "value":
                self.calls += 1

    for name, value in {"cores": 2, "environment": {"B": "2"}}.items():
        field = fields()[name]
        assert hasattr(field, "_widgets"), "dask_gateway's fields keep the widgets that follow them elsewhere"
        listener = Listener()
        _compat.watch_field(field, listener)
        field.set(value)
        assert (field.value, listener.calls) == (value, 1)
        del listener
        gc.collect()
        assert len(field._widgets) == 0, "dask_gateway's fields keep those that follow them alive"


@pytest.mark.parametrize("track", [True, False])
async def test_track_activity(track: bool) -> None:
    assert APIHandler._track_activity is True, "jupyter_server tracks activity in another way"
    settings: dict[str, Any] = {}
    handler: Any = SimpleNamespace(settings=settings, get_argument=lambda name, default: default)
    # Where it keeps who has logged in: now, and in 2.4.
    handler._jupyter_current_user = handler._user_cache = "ada"
    _compat.track_activity(handler, track)
    APIHandler.update_api_activity(handler)
    assert ("api_last_activity" in settings) is track


def test_receive_on_requested_subshell() -> None:
    older = SimpleNamespace()
    _compat.receive_on_requested_subshell(older)
    assert vars(older) == {}
    comm = BaseComm.__new__(BaseComm)
    if version_info < (7, 4):
        assert not hasattr(comm, "_reply_subshell_for")
        return
    assert hasattr(comm, "_reply_subshell_for"), "ipykernel asks its comms for no subshell any more"
    assert list(inspect.signature(comm._reply_subshell_for).parameters) == ["data", "default"]
    source = inspect.getsource(Kernel)
    assert 'route = getattr(comm, "_reply_subshell_for", None)' in source, "ipykernel asks in another way"
    _compat.receive_on_requested_subshell(comm)
    assert comm._reply_subshell_for({}, "requested") == "requested"


# ---- Nobody else touches any --------------------------------------------------------------------------

PACKAGE = Path(jupyter_dask_gateway.__file__).parent
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "labextension" not in path.parts)


def private(name: str) -> bool:
    """Whether only its owner is to use it. `_repr_html_` and the like are IPython's public protocol."""
    return name.startswith("_") and not name.endswith("_")


def names_set_by(tree: ast.AST) -> set[str]:
    """Return the private names that this file's classes define or give to `self`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for item in node.body:
                if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef):
                    found.add(item.name)
                elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                    found.add(item.target.id)
                elif isinstance(item, ast.Assign):
                    found.update(target.id for target in item.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_self(node.value):
            found.add(node.attr)
    return {name for name in found if private(name)}


def is_self(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "super"
    return isinstance(node, ast.Name) and node.id in {"self", "cls"}


def private_uses(tree: ast.AST) -> Iterator[tuple[int, str, bool]]:
    """Return line, name and whether it is asked of `self`, for attributes, `getattr` and imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and private(node.attr):
            yield node.lineno, node.attr, is_self(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"getattr", "setattr", "hasattr"}:
            name = getattr(node.args[1], "value", None)
            if isinstance(name, str) and private(name):
                yield node.lineno, name, is_self(node.args[0])
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, alias.name, False) for alias in node.names if private(alias.name))


def foreign_uses(sources: dict[str, str], compat: str) -> list[str]:
    """Return where a file uses a private name that is not ours, or one that `_compat` is there for."""
    trees = {name: ast.parse(source) for name, source in sources.items()}
    own = set().union(*(names_set_by(tree) for tree in trees.values()))
    reserved = {name for _, name, _ in private_uses(ast.parse(compat))}
    return [
        f"{name}:{line} uses {attribute}"
        for name, tree in trees.items()
        for line, attribute, of_self in private_uses(tree)
        # Of `self` it may come from a class of ours in another file; of anything else, from this file only.
        if attribute in reserved or attribute not in (own if of_self else names_set_by(tree))
    ]


ALLOWED = {"_exit"}  # os._exit is documented.


@pytest.mark.xfail(
    (3, 12) <= sys.version_info < (3, 12, 3),
    reason="no thread can be started when this Python ends: python/cpython#113964",
    strict=False,
)
def test_before_threads_end() -> None:
    code = (
        "import concurrent.futures as f; from jupyter_dask_gateway._compat import before_threads_end as b;"
        "p = f.ThreadPoolExecutor(); b(lambda: print(p.submit(int, 7).result()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("7\n", "")


def test_argparse_titles_and_lines() -> None:
    formatter = _compat.help_formatter(
        lambda text, width, indent: [indent + "folded"] if "fold" in text else None
    )
    parser = argparse.ArgumentParser(description="fold this", formatter_class=formatter)
    parser.add_argument("first", help="fold me")
    parser.add_argument("second", help="not me")
    _compat.title_argument_groups(parser, "THESE", "THOSE")
    help_text = parser.format_help()
    assert [help_text.count(part) for part in ("folded", "not me", "THESE:", "THOSE:")] == [2, 1, 1, 1]


def test_no_other_file_uses_a_private_name_of_another_package() -> None:
    sources = {str(path.relative_to(PACKAGE)): path.read_text("utf-8") for path in FILES}
    compat = sources.pop("_compat.py")
    uses = [use for use in foreign_uses(sources, compat) if use.rpartition(" ")[2] not in ALLOWED]
    assert not uses, "put these into _compat.py, with a contract test"


def test_ipywidgets_front_end_has_what_the_page_looks_for() -> None:
    """The twin of `_compat` in the page: its texts are in the installed bundle."""
    compat = (Path(__file__).parents[2] / "js/jupyter/ipywidgets-compat.ts").read_text("utf-8")
    texts = re.findall(r'const [A-Z_]+ = "([^"]+)"', compat)
    assert len(texts) == 3
    manager = "share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager/static"
    bundle = "".join(file.read_text("utf-8") for file in Path(sys.prefix, manager).glob("*.js"))
    assert [text for text in texts if text not in bundle] == [], "see js/jupyter/ipywidgets-compat.ts"


def test_no_private_name_of_ours_hides_one_that_is_inherited() -> None:
    hidden = []
    for path in FILES:
        if path.stem.startswith("__"):
            continue
        module = ".".join([PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts])
        own = names_set_by(ast.parse(path.read_text("utf-8")))
        for cls in vars(importlib.import_module(module)).values():
            if isinstance(cls, type) and cls.__module__ == module:
                foreign = [base for base in cls.__mro__ if not base.__module__.startswith(PACKAGE.name)]
                hidden += [(cls, name) for name in own & {name for base in foreign for name in vars(base)}]
    # So a widget of ipywidgets says what draws it, and a handler of tornado replaces its line of the log.
    assert [(cls, name) for cls, name in hidden if name not in {*IDENTITY, "_log"}] == []


@pytest.mark.parametrize(
    "source",
    [
        "options._fields",
        "class A:\n    _fields = 1\n    def f(self, options): return options._fields",
        "from dask_gateway.client import _get_default_request_kwargs",
        "getattr(comm, '_reply_subshell_for', None)",
        "class A(HasTraits):\n    def f(self): self._notify_trait('x', 1, 2)",
        "class A(Widget):\n    def f(self): super()._handle_msg({})",
    ],
)
def test_such_a_use_is_found(source: str) -> None:
    compat = (PACKAGE / "_compat.py").read_text("utf-8")
    assert len(foreign_uses({"a.py": source}, compat)) == 1


def test_our_own_private_names_are_free() -> None:
    sources = {
        "a.py": "class A:\n    def __init__(self): self._x = 1\n    def f(self): return self._x",
        "b.py": "class B(A):\n    _y = 1\n    def g(self): return self._x\ndef f(b): return b._y",
        "c.py": "def f(cluster): return cluster._repr_html_()",
    }
    assert foreign_uses(sources, "") == []
