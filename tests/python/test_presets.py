"""`w.presets` and `w.use`: the site's presets, and the user's own as a page tells them."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from real_gateway import RealGateway
from test_widget import Page, real  # noqa: F401

from jupyter_dask_gateway import GatewayWidget
from jupyter_dask_gateway.widget.presets import told_presets

SITE = {
    "presets": [
        {"name": "Big", "description": "For large arrays.", "options": {"cores": 3}, "workers": [0, 20]},
        {"name": "Odd", "options": {"cores": 0, "odd": 4, "gone": 1}},
    ]
}


@pytest.fixture
def make(real: RealGateway, configure: Any) -> Any:  # noqa: F811
    def make_(site: object = None) -> GatewayWidget:
        kwargs = {"username": "ada", "password": "s3cret"}
        more = {} if site is None else {"jupyter.site": site}
        configure({"address": real.address, "auth.type": "basic", "auth.kwargs": kwargs, **more})
        widget = GatewayWidget()
        # While it is configured.
        assert widget.options
        return widget

    return make_


@pytest.fixture
def widget(make: Any) -> GatewayWidget:
    widget: GatewayWidget = make(SITE)
    return widget


@pytest.fixture
def bare(make: Any, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A page that shows a widget of a site without presets."""
    return Page(make(), monkeypatch)


def tell(page: Page, presets: object) -> None:
    text = presets if isinstance(presets, str) else json.dumps(presets)
    page.say(type="presets", page="p", presets=text)


def test_the_sites_and_the_users_own(widget: GatewayWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(widget, monkeypatch)
    big = {"description": "For large arrays.", "options": {"cores": 3}, "workers": (0, 20)}
    assert list(widget.presets) == ["Big", "Odd"]
    assert widget.presets["Big"] == big
    tell(page, [{"name": "mine", "options": {"cores": 2}}, {"name": "Big", "options": {}, "workers": 4}])
    assert widget.presets["mine"] == {"description": "", "options": {"cores": 2}, "workers": None}
    assert widget.presets["Big"] == {"description": "", "options": {}, "workers": 4}
    # In no saved notebook.
    assert "mine" not in json.dumps(widget.get_state())


@pytest.mark.parametrize(
    "text",
    ["", "{", "{}", "7", "null", "[" * 100_000, json.dumps([{"name": "x", "options": {"a": "y" * 10**6}}])],
)
def test_what_cannot_be_read_changes_nothing(bare: Page, text: str) -> None:
    tell(bare, [{"name": "mine", "options": {}}])
    tell(bare, text)
    assert list(bare.widget.presets) == ["mine"]


def test_odd_ones_are_passed_over() -> None:
    odd = [7, None, [], {}, {"name": ""}, {"name": "", "options": {}}, {"name": 7, "options": {}}]
    bad = [{"name": "a", "options": []}, {"name": "b", "options": {}, "workers": [4, 1], "description": 7}]
    assert told_presets(json.dumps([*odd, *bad])) == {
        "b": {"description": "", "options": {}, "workers": None}
    }
    for workers in (-1, True, "4", [1], [0, True], [0, 1, 2], 1.5, {}):
        told = told_presets(json.dumps([{"name": "b", "options": {}, "workers": workers}]))
        assert told is not None
        assert told["b"]["workers"] is None


def test_use_sets_the_options_and_fills_the_form(
    widget: GatewayWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        widget.use("Big")
    assert widget.options["cores"] == 3
    page = Page(widget, monkeypatch)
    page.say(type="hello", page="q", count=0)
    widget.use("Big")
    sent = page.wait("fill")[0]
    filled = {"page": "q", "name": "Big", "options": '{"cores": 3}', "workers": "[0, 20]"}
    assert sent == {"type": "fill", **filled}
    assert page.wait("set")[0]["options"] == '{"cores": 3}'


def test_what_cannot_be_set_is_warned_about_and_left(widget: GatewayWidget) -> None:
    before = widget.options["cores"]
    with pytest.warns(UserWarning, match=r"'Odd'.*cores must be >= 1\.0.*; Unknown fields \['gone'\]"):
        widget.use("Odd")
    assert (widget.options["cores"], widget.options["odd"]) == (before, 4.0)


def test_an_unknown_name_lists_those_that_there_are(widget: GatewayWidget) -> None:
    with pytest.raises(ValueError, match=r"No preset is called 'big'\. There are: 'Big', 'Odd'\."):
        widget.use("big")


def test_without_presets_that_is_said(bare: Page) -> None:
    assert bare.widget.presets == {}
    with pytest.raises(ValueError, match=r"There are none, or no page has told of them yet\."):
        bare.widget.use("x")


def test_not_during_a_launch(widget: GatewayWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(widget, monkeypatch)
    page.changed(launching=True)
    with pytest.raises(RuntimeError, match="being launched"):
        widget.use("Big")
    assert not [content for content, _ in page.heard if content["type"] == "fill"]
