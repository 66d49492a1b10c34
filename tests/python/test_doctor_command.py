"""`jupyter dask-gateway doctor`, as a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from real_gateway import TIMEOUT_SECONDS, started

from jupyter_dask_gateway.doctor.report import as_text
from jupyter_dask_gateway.doctor.result import Finding, ok


@pytest.fixture(scope="module")
def real_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway.address


def doctor(*arguments: str, **gateway: str) -> Any:
    settings = {f"DASK_GATEWAY__{name.upper()}": value for name, value in gateway.items()}
    return subprocess.run(
        [sys.executable, "-m", "jupyter_dask_gateway", *arguments],
        env={**os.environ, **settings, "PYTHONPATH": str(Path(__file__).parent)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )


def login(password: str) -> dict[str, str]:
    return {"auth__type": "basic", "auth__kwargs__username": "ada", "auth__kwargs__password": password}


def test_all_is_well(real_gateway: str) -> None:
    done = doctor("doctor", address=real_gateway, **login("s3cret"))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"gateway.address is {real_gateway}\n" in done.stdout
    assert "ok        Credentials accepted" in done.stdout
    assert "s3cret" not in done.stdout


def test_a_failed_step_is_the_exit_status(real_gateway: str) -> None:
    done = doctor("doctor", "--json", address=real_gateway, **login("wrong-one"))
    assert (done.returncode, done.stderr) == (1, "")
    findings = {row["step"]: row for row in json.loads(done.stdout)["findings"]}
    assert findings["Credentials accepted"]["outcome"] == "failed"
    assert "refused the terminal's credential" in findings["Credentials accepted"]["text"]
    assert "wrong-one" not in done.stdout


def test_nothing_configured() -> None:
    done = doctor("doctor")
    assert done.returncode == 1
    assert "DASK_GATEWAY__ADDRESS" in done.stdout


def test_wrong_arguments() -> None:
    assert doctor().returncode == 2
    assert doctor("nurse").returncode == 2
    assert "check the connection" in doctor("--help").stdout


def test_a_login_that_hangs_does_not_hold_the_command(real_gateway: str) -> None:
    done = doctor("doctor", address=real_gateway, auth__type="auth_classes.Endless")
    assert done.returncode == 1
    assert "did not answer within 10 s" in done.stdout


def test_what_a_gateway_says_does_not_steer_the_terminal() -> None:
    said = Finding("Version", ok("2026\x1b[2J\x07\nok        Address \u202e"))
    assert as_text([said]) == (
        "ok        Version\n          2026\ufffd[2J\ufffd\n          ok        Address \ufffd"
    )
