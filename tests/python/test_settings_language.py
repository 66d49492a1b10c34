"""The settings in JupyterLab's language: its own server translates our schema with our pack."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from jupyterlab_server import translation_utils
from jupyterlab_server.translation_utils import get_installed_packages_locale, translator

from jupyter_dask_gateway.server.settings_language import DOMAIN, translate_settings

SCHEMA = Path(__file__).parents[2] / "schema" / "plugin.json"


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """The languages of this process are all tests'."""
    monkeypatch.setattr(translator, "_TRANSLATORS", {})
    monkeypatch.setattr(translator, "_LOCALE", "en")


def translated(locale: str) -> dict[str, Any]:
    """Return the schema as JupyterLab's server hands it out."""
    translator.set_locale(locale)
    schema: dict[str, Any] = translator.translate_schema(json.loads(SCHEMA.read_text("utf-8")))
    return schema


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack as the build makes it, of two texts."""
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    texts = {"": {"domain": DOMAIN}, "settings\x04Connect": ["连接"], "schema\x04Dask Gateway": ["Dask 网关"]}
    (folder / f"{DOMAIN}.json").write_text(json.dumps(texts), "utf-8")
    return tmp_path


def test_titles_and_descriptions_are_those_of_the_pack(pack: Path) -> None:
    """What the pack lacks stays in English."""
    translate_settings(pack)
    schema = translated("zh_CN")
    assert schema["title"] == "Dask 网关"
    assert schema["properties"]["connect"]["title"] == "连接"
    assert schema["properties"]["notifications"]["title"] == "Notifications"


@pytest.mark.parametrize("locale", ["en", "de_DE"])
def test_other_languages_are_english(pack: Path, locale: str) -> None:
    """There is no pack for them; a later change to Chinese is followed."""
    translate_settings(pack)
    assert translated(locale) == json.loads(SCHEMA.read_text("utf-8"))
    assert translated("zh_CN")["title"] == "Dask 网关"


def test_a_server_without_jupyterlab_imports_none_of_it(monkeypatch: pytest.MonkeyPatch, pack: Path) -> None:
    """Its start would take longer."""
    monkeypatch.delitem(sys.modules, "jupyterlab_server")
    translate_settings(pack)
    assert "jupyterlab_server" not in sys.modules


def test_a_server_in_chinese_from_its_start(monkeypatch: pytest.MonkeyPatch, pack: Path) -> None:
    """A page that asks for the same language changes nothing."""
    monkeypatch.setattr(translation_utils, "SYS_LOCALE", "zh_CN")
    monkeypatch.setattr(translator, "_LOCALE", "zh_CN")
    translate_settings(pack)
    assert translated("zh_CN")["title"] == "Dask 网关"


def test_jupyterlab_finds_the_pack_by_its_entry_point() -> None:
    """With a label of the front end and all titles of the settings, as the build has made them."""
    packs, message = get_installed_packages_locale("zh_CN")
    assert message == ""
    ours = packs[DOMAIN]
    assert ours["Launch Dask Cluster"] == ["启动 Dask 集群"]
    for setting in json.loads(SCHEMA.read_text("utf-8"))["properties"].values():
        assert f"settings\x04{setting['title']}" in ours
