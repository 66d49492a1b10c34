"""Options that no notebook keeps: secrets by their names, and what dask's configuration has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dask_gateway import Gateway
from real_gateway import RealGateway, started

from jupyter_dask_gateway import GatewayWidget, OptionsError
from jupyter_dask_gateway.secret_names import DOTS, is_secret_name
from jupyter_dask_gateway.widget.ipython_display import OptionsWidget
from jupyter_dask_gateway.widget.options import Schema

NAMES: dict[str, list[str]] = json.loads(
    (Path(__file__).parents[1] / "fixtures/secret_names.json").read_text()
)

CONFIG = Path(__file__).with_name("secret_options_config.py")


@pytest.mark.parametrize("name", NAMES["secret"])
def test_a_secret_by_its_name(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", NAMES["plain"])
def test_no_secret_by_its_name(name: str) -> None:
    assert not is_secret_name(name)


def spec(name: str, kind: str, default: Any, label: str = "", **more: Any) -> dict[str, Any]:
    return {"field": name, "label": label or name, "default": default, "spec": {"type": kind, **more}}


def test_what_may_be_saved() -> None:
    schema = Schema(
        [
            spec("cores", "int", 1),
            spec("db_password", "string", "hush"),
            spec("x", "string", "hush", "API token"),
            spec("key", "int", 4711),
            spec("licence", "string", "hush"),
            spec("future", "matrix", ["hush"]),
            spec("environment", "mapping", {"A": "hush"}),
        ],
        {"licence": "hush"},
    )
    values = schema.defaults({"licence": "hush"})
    assert schema.fit_to_save(values) == {"cores": 1}
    assert dict(schema.as_rows(values)) == {
        "cores": "1",
        "environment": "1 item",
        **dict.fromkeys(("db_password", "API token", "key", "licence", "future"), DOTS),
    }
    saved = json.dumps(schema.spec_fit_to_save())
    assert "hush" not in saved
    assert "4711" not in saved


def test_what_stands_in_for_a_default_is_valid() -> None:
    kinds = [
        spec("a_key", "string", "x"),
        spec("b_key", "int", 5, min=2, max=9),
        spec("c_key", "float", -5.0, min=None, max=-2.5),
        spec("d_key", "bool", True),
        spec("e_key", "select", "y", options=["x", "y"]),
        spec("f_key", "mapping", {"A": 1}),
        spec("g_key", "string", "y"),
        spec("g_key", "string", "x"),
    ]
    schema = Schema(kinds)
    stand_ins = {it["field"]: it["default"] for it in schema.spec_fit_to_save()}
    assert list(stand_ins.values()) == ["", 2, -2.5, False, "x", {}, ""]
    assert schema.validated(stand_ins, {}) == stand_ins


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (spec("db_password", "string", ""), b"hush"),
        (spec("a_key", "select", "x", options=["x"]), "hush"),
        (spec("b_key", "int", 1, max=4), 4711),
        (spec("b_key", "float", 1, max=4), 4711),
        (spec("credentials", "mapping", {}), "hush"),
        (spec("c", "mapping", {}, "Tokens"), ["hush", 4711]),
    ],
)
def test_no_error_says_a_secret(field: dict[str, Any], value: object) -> None:
    with pytest.raises(OptionsError, match=f"{field['field']}.*") as refused:
        Schema([field]).validated({field["field"]: value}, {})
    assert DOTS in str(refused.value)
    assert "hush" not in str(refused.value)
    assert "4711" not in str(refused.value)


# ---- In widgets ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealGateway]:
    with started(tmp_path_factory.mktemp("gateway"), CONFIG) as gateway:
        yield gateway


@pytest.fixture
def login(real: RealGateway, configure: Any) -> Callable[..., None]:
    def login_(**options: Any) -> None:
        kwargs = {"username": "ada", "password": "s3cret"}
        auth = {"auth.type": "basic", "auth.kwargs": kwargs}
        configure({"address": real.address, **auth, "cluster.options": options})

    return login_


def saved(widget: GatewayWidget) -> str:
    """What a notebook may keep of a widget: its output, and its state if the user saves that."""
    return json.dumps([widget._repr_mimebundle_(), repr(widget), widget.get_state()], ensure_ascii=False)


def test_no_notebook_keeps_a_secret(login: Any) -> None:
    login(db_password="localsecret", cores=7)
    widget = GatewayWidget()
    assert widget.options["db_password"] == "localsecret"
    text = saved(widget)
    assert "localsecret" not in text
    assert "<th>Cores</th><td>7</td>" not in text
    assert f"<th>Database</th><td>{DOTS}</td>" in text
    widget.options = {"db_password": "typed-secret", "odd": 1.5}
    assert "typed-secret" not in saved(widget)
    assert '\\"odd\\": 1.5' in saved(widget)
    assert widget.options["db_password"] == "typed-secret"


def test_nothing_of_it_is_synced_but_by_message(login: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    login(db_password="localsecret")
    widget = GatewayWidget()
    assert widget.options
    states: list[Any] = []
    messages: list[Any] = []
    monkeypatch.setattr(widget, "_send", lambda message, buffers=None: states.append(message))
    monkeypatch.setattr(widget, "send", lambda content, buffers=None: messages.append(content))
    widget.options = {"db_password": "typed-secret"}
    widget.send_state()
    assert "secret" not in json.dumps(states).replace("db_password", "")
    assert states
    assert json.loads(messages[0]["options"]) == {"db_password": "typed-secret"}
    widget._handle_custom_msg({"type": "hello", "page": "p"}, [])
    welcome = messages[-1]
    assert json.loads(welcome["options"])["db_password"] == "typed-secret"
    changes = {"type": "changes", "page": "p", "count": 1, "revision": welcome["revision"]}
    changes |= dict.fromkeys(["launching", "choose", "cluster", "status"])
    widget._handle_custom_msg({**changes, "options": '{"db_password": "of-the-page"}'}, [])
    assert widget.options["db_password"] == "of-the-page"


def test_nor_of_an_options_object(login: Any) -> None:
    login(db_password="localsecret", cores=7)
    options = Gateway().cluster_options()
    widget = OptionsWidget(options)
    assert "localsecret" not in saved(widget)
    options.db_password = "typed-secret"
    assert "typed-secret" not in saved(widget)
    assert widget.options["db_password"] == "typed-secret"
    fields = {it["field"]: it for it in json.loads(widget._spec)}
    assert fields["cores"]["default"] == 1
    assert fields["cores"]["default_is_withheld"] is True
    assert "default_is_withheld" not in fields["odd"]
