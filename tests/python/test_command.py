"""`jupyter dask-gateway` itself; what its commands do is in the tests of each."""

from __future__ import annotations

import pytest

from jupyter_dask_gateway._version import __version__
from jupyter_dask_gateway.cli.main import main
from jupyter_dask_gateway.plain_text import width_of


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"jupyter-dask-gateway {__version__}\n"


def test_help_is_in_the_language_of_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def told(*arguments: str) -> str:
        with pytest.raises(SystemExit):
            main([*arguments, "--help"])
        return capsys.readouterr().out

    monkeypatch.setenv("LC_ALL", "C")
    english = told("preview")
    assert english.startswith("usage: jupyter dask-gateway preview [-h]")
    assert "show this help message and exit" in english
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    chinese = told("preview")
    assert chinese.startswith("用法：jupyter dask-gateway preview [-h]")
    for words in ["usage", "positional arguments", "options:", "show this"]:
        assert words in english
        assert words not in chinese
    # Each Chinese character has two columns, and no line begins with a full stop.
    assert 70 < max(map(width_of, chinese.splitlines())) <= 80
    assert not [line for line in chinese.splitlines() if line.lstrip()[:1] in set("。，；：）")]
