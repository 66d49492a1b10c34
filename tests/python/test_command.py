"""`jupyter dask-gateway` itself; what its commands do is in the tests of each."""

from __future__ import annotations

import pytest

from jupyter_dask_gateway._version import __version__
from jupyter_dask_gateway.cli.main import main


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"jupyter-dask-gateway {__version__}\n"
