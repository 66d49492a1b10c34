"""A password in an address is told nowhere, however the address is written."""

from __future__ import annotations

import json
from typing import Any

import dask.config
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jupyter_dask_gateway.config.address import is_own_path, read_url
from jupyter_dask_gateway.config.connection import anonymous_connection, read_connection
from jupyter_dask_gateway.config.errors import ConfigurationError
from jupyter_dask_gateway.config.public import read_published_config
from jupyter_dask_gateway.doctor.report import as_json
from jupyter_dask_gateway.doctor.runner import run_checks
from jupyter_dask_gateway.gateway.lazy_client import LazyClient
from jupyter_dask_gateway.gateway.limits import Limits
from jupyter_dask_gateway.widget.gateway_binding import GatewayBinding

# Neither may be told: a user who is known is half of a login.
USER, SECRET = "alice", "s3cret"
# What a password may hold and an address means something by.
ODD = st.text(st.sampled_from("/#?:@\\%&={}[] \t\n\x00\u202ea1é"), max_size=4)
PASSWORDS = st.tuples(ODD, ODD, ODD).map(lambda odd: f"{odd[0]}{SECRET}{odd[1]}{SECRET}{odd[2]}")
BEFORE = st.sampled_from(
    [
        *("", "http://", "https://", "HTTP://", "https:/", "https:", "https//", "http:///", "//", "/"),
        *("https:\\\\", "https://https://", " https://", "htps://", "ftp://"),
        *("http://gw:1/", "http://gw/?next=", "http://@"),
    ]
)
AFTER = st.sampled_from(["@gw", "@gw:8000", "@gw:8000/x/", "@[::1]:8000", "@gw:8000?x#y", "@", "@/x"])
ADDRESSES = st.builds(
    lambda before, password, after: f"{before}{USER}:{password}{after}", BEFORE, PASSWORDS, AFTER
)
TYPED = [
    "alice:s3cret@gw:8000",
    "https:/alice:s3cret@gw",
    "https://alice:s3cret/s3cret@gw",
    "https://alice:12/s3cret@gw",
    "https://alice:s3cret#s3cret@gw",
    "https://alice:s3cret?s3cret@gw",
    "https://alice:12?s3cret@gw",
    "https://alice:{s3cret}@gw",
    "https://alice:s3cret%40gw",
    "https://gw/alice:s3cret@x",
]


def told(setting: str, address: str) -> str:
    """Return all that is said of an address in this setting."""
    said = []
    usual = {"gateway.address": "http://gw:8000", "gateway.http-client.proxy": False}
    with dask.config.set({**usual, setting: address}):
        for read in (
            read_published_config,
            read_connection,
            lambda: anonymous_connection(address),
            lambda: GatewayBinding(None, None, None).address,
        ):
            try:
                said.append(repr(read()))
            except ConfigurationError as error:
                said += [str(error), error.sentence("kernel")]
    return "\n".join(said)


@pytest.mark.parametrize(
    "setting", ["gateway.address", "gateway.public-address", "gateway.http-client.proxy"]
)
def test_no_password_is_told(setting: str) -> None:
    @given(ADDRESSES)
    def holds(address: str) -> None:
        said = told(setting, address)
        assert SECRET not in said
        assert USER not in said

    for address in TYPED:
        holds = example(address)(holds)
    holds()


@pytest.mark.parametrize("address", TYPED)
@pytest.mark.parametrize("setting", ["address", "public-address", "http-client.proxy"])
async def test_nor_by_the_routes_and_the_doctor(
    configure: Any, fetch: Any, setting: str, address: str
) -> None:
    configure({"address": "http://127.0.0.1:1", setting: address})
    for path in ("config", "api/v1/options", "clusters/a1/json/counts.json", "doctor"):
        response = await fetch(path)
        assert b"s3cret" not in response.body
        assert b"alice" not in response.body
    lazy_client = LazyClient(Limits(), "terminal")
    findings = as_json(await run_checks(lazy_client.get, 5))
    await lazy_client.close()
    assert "s3cret" not in findings
    assert setting == "http-client.proxy" or f"gateway.{setting}" in findings


@pytest.mark.parametrize("address", TYPED[:6])
async def test_the_config_says_what_to_do_instead(configure: Any, fetch: Any, address: str) -> None:
    configure({"address": address})
    response = await fetch("config")
    assert response.headers["Dask-Gateway-Error"] == "bad-configuration"
    assert "%40" in json.loads(response.body)["error"]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://gw", ...),
        ("https://gw.example.org:8000/services/dask-gateway", ...),
        ("HTTP://GW/x", ...),
        ("http://127.0.0.1:8000", ...),
        ("http://[::1]:8000/x", ...),
        ("https://hub/user/a%40b/proxy/8000", ...),
        ("http://daskhub-traefik_1:80/~ada/x;y=1,2", ...),
        ("http://bücher.example/x", ...),
        ("http://ada:s3cret@gw:8000/x", "http://gw:8000/x"),
        ("http://ada:s3:c@ret@gw:8000/x", "http://gw:8000/x"),
        ("http://ada:s3%2Fcret@[::1]:8000", "http://[::1]:8000"),
        ("http://ada@gw", "http://gw"),
        # A login without its host cannot be told from this.
        ("https://alice:12345", ...),
    ],
)
def test_clean_addresses(address: str, shown: Any) -> None:
    read = read_url("gateway.address", address)
    assert read.shown == (address if shown is ... else shown)
    assert read.url.password == ("s3cret" if ":s3cret@" in address else read.url.password)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        *(("", True), ("/", True), ("/services/dask-gateway", True)),
        *(
            (text, False)
            for text in ("//evil.example", "/\\evil", "x", "/x?y", "/a@b", "/x\n", "javascript:x")
        ),
    ],
)
def test_a_path_of_the_pages_own_host(text: str, holds: bool) -> None:
    assert is_own_path(text) is holds
