"""`%load_ext jupyter_dask_gateway`: dask_gateway's own objects, shown by our widgets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from dask_gateway import Gateway, GatewayCluster
from dask_gateway.options import Options, String
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from real_gateway import RealGateway, started

from jupyter_dask_gateway import OptionsError, _compat
from jupyter_dask_gateway.secret_names import DOTS
from jupyter_dask_gateway.widget.ipython_display import OptionsWidget
from jupyter_dask_gateway.widget.widget import MIME

EXTENSION = "jupyter_dask_gateway"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealGateway]:
    with started(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway


@pytest.fixture
def login(real: RealGateway, configure: Any) -> None:
    kwargs = {"username": "ada", "password": "s3cret"}
    configure({"address": real.address, "auth.type": "basic", "auth.kwargs": kwargs})


@pytest.fixture
def gateway(login: None) -> Gateway:
    return Gateway()


@pytest.fixture
def options(gateway: Gateway) -> Options:
    return gateway.cluster_options()


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", EXTENSION)
    yield shell
    InteractiveShell.clear_instance()


def displayed(shell: InteractiveShell, thing: object) -> dict[str, Any]:
    """Return the data of the only output when a cell ends with `thing`."""
    shell.user_ns["thing"] = thing
    with capture_output() as captured:
        shell.run_cell("display(thing)").raise_error()
    [output] = captured.outputs
    data: dict[str, Any] = output.data
    return data


def test_options_are_shown_until_it_is_unloaded(shell: InteractiveShell, options: Options) -> None:
    data = displayed(shell, options)
    assert data[MIME]["view"] == "options"
    assert "<th>Cores</th><td>1</td>" in data["text/html"]
    assert displayed(shell, options) == data, "the same widget again"
    shell.run_line_magic("unload_ext", EXTENSION)
    assert MIME not in displayed(shell, options)
    shell.run_line_magic("load_ext", EXTENSION)
    assert MIME in displayed(shell, options)


def test_options_are_bound_both_ways(options: Options) -> None:
    widget = OptionsWidget(options)
    seen: list[Any] = []
    widget.observe(lambda change: seen.append(change.new["cores"]), "options")
    widget.options = {"cores": 3, "environment": {"A": "1"}}
    assert options.cores == 3
    assert options.environment == {"A": "1"}
    options.cores = 5
    options["odd"] = 1.5
    assert (widget.options["cores"], widget.options["odd"]) == (5, 1.5)
    assert set(seen) == {3, 5}
    assert seen[0] == 3


def test_what_is_invalid_changes_neither(options: Options) -> None:
    options.odd = 1.0
    widget = OptionsWidget(options)
    with pytest.raises(OptionsError, match=r"cores must be >= 1\.000000, got 0"):
        widget.options = {"odd": 2.5, "cores": 0}
    with pytest.raises(ValueError, match="got 0"):
        options.cores = 0
    assert (options.cores, widget.options["cores"]) == (1, 1)
    assert (options.odd, widget.options["odd"]) == (1.0, 1.0)


def test_what_a_page_sends_is_the_objects(options: Options) -> None:
    widget = OptionsWidget(options)
    nothing = dict.fromkeys(["options", "launching", "choose", "cluster", "status"])
    changes = {
        "type": "changes",
        "page": "p",
        "count": 1,
        "revision": 0,
        **nothing,
        "options": '{"cores": 4}',
    }
    widget._handle_custom_msg(changes, [])
    assert options.cores == 4


def test_a_page_hears_what_python_has(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    widget = OptionsWidget(options)
    heard: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", lambda content, buffers=None: heard.append(content))
    widget._handle_custom_msg({"type": "hello", "page": "p", "count": 0}, [])
    assert (heard[-1]["type"], heard[-1]["stopNew"], heard[-1]["stops"]) == ("welcome", False, [])
    assert json.loads(heard[-1]["options"]) == dict(options)


def test_options_without_a_gateway_say_so(options: Options) -> None:
    with pytest.raises(ValueError, match=r"No cluster is chosen|no gateway"):
        OptionsWidget(options).connect()


def test_mappings_of_options_stand_in_no_notebook(options: Options) -> None:
    options.environment = {"API_KEY": "hush"}
    widget = OptionsWidget(options)
    saved = json.dumps([widget.get_state(), widget._repr_mimebundle_(), repr(widget)])
    assert "hush" not in saved
    assert "API_KEY" not in saved


def test_a_cluster_is_shown_without_its_name(shell: InteractiveShell, gateway: Gateway) -> None:
    cluster: GatewayCluster = gateway.new_cluster(odd=1.0)
    try:
        data = displayed(shell, cluster)
        assert data[MIME]["view"] == "clusters"
        assert data[MIME]["cluster"] == cluster.name[:8]
        assert cluster.name not in json.dumps(data)
        assert displayed(shell, cluster) == data
    finally:
        cluster.shutdown()


async def test_an_asynchronous_cluster_is_shown_without_its_name(
    shell: InteractiveShell, login: None
) -> None:
    """Before it has one, when it runs, and when it is closed."""
    async with Gateway(asynchronous=True) as asynchronous:
        cluster = GatewayCluster(asynchronous=True, odd=1.0)
        assert cluster.asynchronous
        before = displayed(shell, cluster)
        assert set(before) == {"text/plain", "text/html"}
        assert before["text/plain"] == "GatewayCluster<no name yet, status=created>"
        try:
            await cluster
            name, link = cluster.name, cluster.dashboard_link
            assert name in repr(cluster)
            data = displayed(shell, cluster)
            assert data[MIME]["view"] == "clusters"
            assert data[MIME]["cluster"] == name[:8]
            text = displayed(shell, (cluster,))["text/plain"]
            assert text == f"(GatewayCluster<{name[:8]}, status=running>,)"
        finally:
            await cluster.shutdown()
        after = displayed(shell, cluster)
        saved = json.dumps([before, data, after, text])
        assert name not in saved
        assert link is None or link not in saved
        assert await asynchronous.list_clusters() == []


async def test_a_name_with_a_namespace_is_cut_too(shell: InteractiveShell, login: None) -> None:
    """As Kubernetes backends make them."""
    cluster = GatewayCluster.from_name("site.0123456789abcdef", asynchronous=True)
    data = displayed(shell, cluster)
    assert data[MIME]["cluster"] == "01234567"
    assert "89abcdef" not in json.dumps(data) + displayed(shell, [cluster])["text/plain"]
    shell.run_line_magic("unload_ext", EXTENSION)
    assert displayed(shell, [cluster])["text/plain"] == f"[{cluster!r}]"
    await cluster.gateway.close()


def test_options_in_a_list_are_text_without_secrets(shell: InteractiveShell, configure: Any) -> None:
    configure({"cluster.options": {"licence": "hush"}})
    options = Options(
        String("image", default="a/b\x1b[2J", label="Image"),
        String("db_password", default="hush", label="Database"),
        String("x", default="hush", label="API token"),
        String("licence", default="hush", label="Licence"),
    )
    options.db_password = "typed-hush"
    text = displayed(shell, {"a": [options]})["text/plain"]
    shown = f"Options<image='a/b\\x1b[2J', db_password={DOTS}, x={DOTS}, licence={DOTS}>"
    assert text == f"{{'a': [{shown}]}}"
    shell.run_line_magic("unload_ext", EXTENSION)
    assert "typed-hush" in displayed(shell, [options])["text/plain"]


def test_options_that_no_form_can_show_are_text_without_values(shell: InteractiveShell) -> None:
    deep: Any = "hush"
    for _ in range(300):
        deep = [deep]
    options = Options(String("s", default="hush", label="S"))
    _compat.option_fields(options)["s"].value = deep
    assert displayed(shell, [options])["text/plain"] == f"[Options<s={DOTS}>]"
