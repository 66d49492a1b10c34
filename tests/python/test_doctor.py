"""The connection doctor: what each check finds with small servers, and with a real gateway."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dask.config
import dask_gateway
import dask_gateway_server
import pytest
import yarl
from aiohttp import web
from dask_gateway_server.tls import new_keypair
from fake_gateway import FakeGateway
from real_gateway import started

import jupyter_dask_gateway.doctor.checks as checks
from jupyter_dask_gateway.config.connection import anonymous_connection
from jupyter_dask_gateway.config.public import _version
from jupyter_dask_gateway.doctor.checks import ADDRESS, CREDENTIALS, GATEWAY, OPTIONS, REACHABLE
from jupyter_dask_gateway.doctor.checks.gateway import _candidates
from jupyter_dask_gateway.doctor.step import INSTALLED, Step
from jupyter_dask_gateway.gateway.client import RawReply
from jupyter_dask_gateway.gateway.errors import ErrorId, RequestError
from jupyter_dask_gateway.gateway.lazy_client import LazyClient
from jupyter_dask_gateway.gateway.request import Reply

VERSIONS, LOGIN, SCOPE = "Versions of dask_gateway", "Way to log in", "Permission on the hub"
IMAGE, DASK, DASHBOARDS = "Image of new clusters", "Versions of Dask", "Dashboards, from here"
SITE = "Settings of the site"

BASIC = "Basic " + b64encode(b"ada:s3cret").decode()
HERE = _version("dask_gateway")
CORES = {"field": "cores", "label": "Cores", "default": 1, "spec": {"type": "int"}}
IMAGE_OPTION = {"field": "image", "label": "Image", "default": "org/base:1", "spec": {"type": "string"}}
# What gateways of several ages send for tokens that hubs of several ages do not know.
HUB_REPLIES = json.loads((Path(__file__).parents[1] / "fixtures/hub_refusals.json").read_text())
HUB_REFUSAL = "Permission failure verifying user's JupyterHub API token"


def is_gateway(
    fake: FakeGateway,
    prefix: str = "",
    *,
    scheme: str = "Basic",
    authorization: str = BASIC,
    options: Any = (CORES,),
    health: int = 200,
    version: str | None = HERE,
    refusal: tuple[int, str] = (401, "no"),
    lists: bool = True,
) -> None:
    """Answer as a gateway below `prefix`, and with a web page elsewhere."""

    async def answer(request: web.Request) -> web.Response:
        path = request.path.removeprefix(prefix) if request.path.startswith(prefix) else ""
        if path == "/api/health":
            return web.json_response({"status": "pass"}, status=health)
        if path == "/api/version":
            return web.json_response({"version": version})
        if path == "/api/v1/options":
            given = request.headers.get("Authorization")
            if given is None:
                return web.Response(status=401, headers={"WWW-Authenticate": scheme})
            if given != authorization:
                return web.Response(status=refusal[0], text=refusal[1], headers={"WWW-Authenticate": scheme})
            if options is None:
                raise TypeError("as where c.Backend.cluster_options returns nothing")
            return web.json_response({"cluster_options": list(options)})
        if path == "/api/v1/clusters/" and lists:
            if request.headers.get("Authorization") != authorization:
                return web.json_response({}, status=401)
            return web.json_response({"a1": {"name": "a1"}})
        if path == "/clusters/a1/json/counts.json":
            return web.json_response({"workers": 0})
        return web.Response(text="<h1>404</h1>", content_type="text/html", status=404)

    fake.answer = answer


@pytest.fixture
def examine(fetch: Any) -> Any:
    """Return the findings by their step: (outcome, text, advice)."""

    async def examine_() -> dict[str, tuple[str, str, str]]:
        response = await fetch("doctor", request_timeout=120)
        assert response.code == 200, response.body
        rows = json.loads(response.body)["findings"]
        return {row["step"]: (row["outcome"], row["text"], row["advice"]) for row in rows}

    return examine_


def outcomes(findings: dict[str, tuple[str, str, str]], *names: str) -> list[str]:
    return [findings[name][0] for name in names]


async def test_nothing_configured(examine: Any) -> None:
    findings = await examine()
    assert outcomes(findings, INSTALLED, ADDRESS, REACHABLE, DASHBOARDS) == [
        *("ok", "failed", "skipped", "skipped")
    ]
    assert "DASK_GATEWAY__ADDRESS" in findings[ADDRESS][1]


async def test_bad_configuration(configure: Any, examine: Any) -> None:
    configure({"address": "gateway.example:8000"})
    assert "is not a URL" in (await examine())[ADDRESS][1]


async def test_all_is_well(configured: FakeGateway, examine: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("JUPYTER_IMAGE_SPEC", "org/base:1")
    is_gateway(configured, options=(CORES, IMAGE_OPTION))
    findings = await examine()
    assert {name: outcome for name, (outcome, _, _) in findings.items()} == {
        INSTALLED: "ok",
        **{step.name: "ok" for step in checks.STEPS},
        SCOPE: "skipped",
        SITE: "skipped",
    }
    assert "2 options" in findings[OPTIONS][1]
    # One login, one question as nobody, and nothing twice.
    assert sorted(seen.target for seen in configured.seen) == [
        "/api/health",
        "/api/v1/clusters/?status=running",
        *("/api/v1/options", "/api/v1/options", "/api/v1/options"),
        "/api/version",
        "/clusters/a1/json/counts.json",
    ]


async def test_not_installed(jp_serverapp: Any, examine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def get(self: LazyClient) -> None:
        raise RequestError(ErrorId.NOT_INSTALLED, "cannot import dask_gateway")

    monkeypatch.setattr(LazyClient, "get", get)
    assert await examine() == {INSTALLED: ("failed", "cannot import dask_gateway", "")}


class TestReachable:
    async def test_name(self, configure: Any, examine: Any) -> None:
        configure({"address": "http://no-such-host.invalid"})
        outcome, text, advice = (await examine())[REACHABLE]
        assert outcome == "failed"
        assert "http://no-such-host.invalid" in text
        assert "spelling" in advice

    async def test_closed_port(self, configure: Any, examine: Any) -> None:
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            configure({"address": f"http://127.0.0.1:{held.getsockname()[1]}"})
            _, text, advice = (await examine())[REACHABLE]
        assert "refused" in text.lower()
        assert "nothing listens" in advice

    @pytest.mark.parametrize("limits", [{"connect_timeout": 0.2}])
    async def test_packets_are_dropped(self, configure: Any, examine: Any) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            fillers = [socket.socket() for _ in range(4)]
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(listener.getsockname())
            configure({"address": f"http://127.0.0.1:{listener.getsockname()[1]}"})
            _, text, advice = (await examine())[REACHABLE]
            for filler in fillers:
                filler.close()
        assert "no connection in time" in text
        assert "firewall" in advice

    @pytest.mark.parametrize("limits", [{"doctor_timeout": 0.6}])
    async def test_hanging(self, configured: FakeGateway, examine: Any) -> None:
        configured.hangs()
        findings = await examine()
        assert "did not answer within 0.2 s" in findings[REACHABLE][1]
        assert findings[GATEWAY][0] == "skipped"

    async def test_http_where_https_is_configured(
        self, gateway: FakeGateway, configure: Any, examine: Any
    ) -> None:
        is_gateway(gateway, "/x")
        configure({"address": gateway.address.replace("http", "https") + "/x"})
        _, text, advice = (await examine())[REACHABLE]
        assert "TLS" in text
        assert advice.endswith(f"Set gateway.address to {gateway.address}/x")

    async def test_certificate(self, configure: Any, examine: Any, tmp_path: Path) -> None:
        certificate, key = new_keypair("gateway")
        (tmp_path / "both.pem").write_bytes(certificate + key)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(tmp_path / "both.pem")
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context)
        async with server:
            host, port = server.sockets[0].getsockname()
            configure({"address": f"https://{host}:{port}"})
            _, text, advice = (await examine())[REACHABLE]
        assert text.startswith("The Jupyter server does not trust the certificate of the gateway at")
        assert re.search(r"\(self.signed certificate\)", text)
        assert "SSL_CERT_FILE" in advice

    async def test_proxy(self, gateway: FakeGateway, configure: Any, examine: Any) -> None:
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            proxy = f"http://ada:s3cret@127.0.0.1:{held.getsockname()[1]}"
            configure({"address": gateway.address, "http-client.proxy": proxy})
            _, text, advice = (await examine())[REACHABLE]
        assert "HTTP proxy" in text
        assert "gateway.http-client.proxy" in advice


class TestGateway:
    @pytest.mark.parametrize(
        ("configured_path", "right"),
        [
            ("", "/services/dask-gateway"),
            ("/hub", "/services/dask-gateway"),
            ("/services/dask-gateway/api/v1", "/services/dask-gateway"),
            ("/services/dask-gateway/api", "/services/dask-gateway"),
            ("/base", "/base/services/dask-gateway"),
            ("/services/dask-gateway", ""),
            ("/user/ada/lab", "/services/dask-gateway"),
        ],
    )
    async def test_wrong_prefix(
        self, gateway: FakeGateway, configure: Any, examine: Any, configured_path: str, right: str
    ) -> None:
        is_gateway(gateway, right)
        configure({"address": gateway.address.replace("//", "//ada:s3cret@") + configured_path + "/"})
        findings = await examine()
        outcome, text, advice = findings[GATEWAY]
        assert outcome == "failed"
        assert "web page" in text
        assert advice.endswith(f"Set gateway.address to {gateway.address}{right}")
        assert not [seen for seen in gateway.seen if "Authorization" in seen.headers]

    async def test_base_url_of_the_hub(
        self, gateway: FakeGateway, configure: Any, examine: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("JUPYTERHUB_BASE_URL", "/jupyter/")
        is_gateway(gateway, "/jupyter/services/dask-gateway")
        configure({"address": gateway.address})
        assert (await examine())[GATEWAY][2].endswith(f"{gateway.address}/jupyter/services/dask-gateway")

    async def test_no_gateway_at_all(self, configured: FakeGateway, examine: Any) -> None:
        configured.answers(200, b"<p>ada:s3cret</p>", {"Content-Type": "text/html"})
        _, text, advice = (await examine())[GATEWAY]
        assert "with a web page (HTTP 200)" in text
        assert "Ask your administrator for the address" in advice

    async def test_redirect_is_told_but_not_followed(self, configured: FakeGateway, examine: Any) -> None:
        configured.answers(302, b"", {"Location": "https://elsewhere.invalid/login?secret=1"})
        outcome, text, _ = (await examine())[GATEWAY]
        assert outcome == "failed"
        assert "redirect (302)" in text

    @pytest.mark.parametrize(
        ("location", "address"),
        [
            ("https://gateway.example:8443/login?secret=1", "https://gateway.example:8443/a"),
            ("https://gateway.example/a", "https://gateway.example/a"),
            # Never another host than the configured one, and never from https to http.
            ("https://elsewhere.example/a", "http://gateway.example:8000/a/services/dask-gateway"),
            ("http://gateway.example/a", "http://gateway.example:8000/a/services/dask-gateway"),
            (None, "http://gateway.example:8000/a/services/dask-gateway"),
        ],
    )
    def test_https_is_looked_for_where_http_redirects_to_it(
        self, configure: Any, location: str | None, address: str
    ) -> None:
        configure({})
        raw = RawReply(Reply(301, None, b""), (), location)
        first = _candidates(anonymous_connection("http://gateway.example:8000/a"), raw)[0]
        assert first.address == address

    async def test_not_healthy(self, configured: FakeGateway, examine: Any) -> None:
        is_gateway(configured, health=503)
        findings = await examine()
        assert findings[GATEWAY][0] == "warning"
        assert findings[CREDENTIALS][0] == "ok"

    async def test_another_version(self, configured: FakeGateway, examine: Any) -> None:
        is_gateway(configured, version="2023.1.0")
        outcome, text, advice = (await examine())[VERSIONS]
        assert outcome == "warning"
        assert "2023.1.0" in text
        assert "dask-gateway==2023.1.0" in advice


class TestLogin:
    @pytest.mark.parametrize(
        ("scheme", "wanted"),
        [("Negotiate", "kerberos"), ("jupyterhub", "jupyterhub"), ("Odd", "administrator")],
    )
    async def test_another_scheme(
        self, configured: FakeGateway, examine: Any, scheme: str, wanted: str
    ) -> None:
        is_gateway(configured, scheme=f'{scheme} realm="s3cret"', authorization="another")
        outcome, text, advice = (await examine())[LOGIN]
        assert outcome == "failed"
        assert f"asks for {scheme}, and gateway.auth.type is basic" in text
        assert wanted in advice

    async def test_a_class_cannot_be_compared(
        self, gateway: FakeGateway, configure: Any, examine: Any
    ) -> None:
        is_gateway(gateway, authorization="token t1")
        configure({"address": gateway.address, "auth.type": "auth_classes.Rotating"})
        findings = await examine()
        assert outcomes(findings, LOGIN, CREDENTIALS) == ["ok", "ok"]

    async def test_no_login_at_all(self, configured: FakeGateway, examine: Any) -> None:
        configured.answers(200, json.dumps({"version": HERE, "cluster_options": []}).encode())
        findings = await examine()
        assert outcomes(findings, LOGIN, CREDENTIALS, OPTIONS) == ["warning", "ok", "ok"]

    async def test_wrong_password(self, configured: FakeGateway, examine: Any) -> None:
        is_gateway(configured, authorization="another")
        findings = await examine()
        assert outcomes(findings, CREDENTIALS, OPTIONS) == ["failed", "skipped"]
        assert "username and password" in findings[CREDENTIALS][1]

    async def test_class_that_raises(self, gateway: FakeGateway, configure: Any, examine: Any) -> None:
        is_gateway(gateway)
        configure({"address": gateway.address, "auth.type": "auth_classes.Raising"})
        assert "could not prepare the login" in (await examine())[CREDENTIALS][1]

    async def test_other_status(self, configured: FakeGateway, examine: Any) -> None:
        is_gateway(configured, authorization="another", refusal=(500, "s3cret"))
        outcome, text, _ = (await examine())[CREDENTIALS]
        assert (outcome, text) == ("failed", "The gateway answered the login with HTTP 500.")


class TestHub:
    @pytest.fixture
    def hub(self, gateway: FakeGateway, configure: Any, monkeypatch: pytest.MonkeyPatch) -> FakeGateway:
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "t0ken")
        configure({"address": gateway.address + "/services/my-gateway", "auth.type": "jupyterhub"})
        return gateway

    def answers(self, hub: FakeGateway, **more: Any) -> None:
        settings: Any = {"scheme": "jupyterhub", "authorization": "jupyterhub t0ken", **more}
        is_gateway(hub, "/services/my-gateway", **settings)

    async def test_granted(self, hub: FakeGateway, examine: Any) -> None:
        self.answers(hub)
        assert outcomes(await examine(), LOGIN, CREDENTIALS, SCOPE) == ["ok", "ok", "ok"]

    async def test_scope_missing(self, hub: FakeGateway, examine: Any) -> None:
        # One that asks for scopes, whatever is installed here.
        self.answers(hub, authorization="another", version="2026.3.0")
        findings = await examine()
        outcome, text, advice = findings[SCOPE]
        assert outcome == "failed"
        assert "access:services!service=my-gateway" in text
        # Python that a hub can read.
        config = SimpleNamespace(JupyterHub=SimpleNamespace(), Spawner=SimpleNamespace())
        config.Spawner.oauth_client_allowed_scopes = ["shares!server"]
        exec("\n".join(line for line in advice.splitlines() if line.startswith("c.")), {"c": config})
        reach = "access:services!service=my-gateway"
        roles = {role["name"]: reach in role["scopes"] for role in config.JupyterHub.load_roles}
        assert roles == {"user": True, "server": True}
        # Added to what a site has.
        assert {reach, "shares!server"} <= set(config.Spawner.oauth_client_allowed_scopes)
        assert SCOPE in findings[CREDENTIALS][2]

    async def test_unknown_token(self, hub: FakeGateway, examine: Any) -> None:
        self.answers(hub, authorization="another", refusal=(500, HUB_REFUSAL))
        findings = await examine()
        assert outcomes(findings, CREDENTIALS, SCOPE) == ["failed", "skipped"]
        assert "does not know this token" in findings[CREDENTIALS][2]

    @pytest.mark.parametrize("reply", HUB_REPLIES, ids=lambda it: f"{it['jupyterhub']} {it['asked_with']}")
    async def test_recorded(self, hub: FakeGateway, examine: Any, reply: dict[str, Any]) -> None:
        refusal = (reply["status"], reply["body"])
        self.answers(hub, authorization="another", refusal=refusal, lists=False, version=reply["gateway"])
        findings = await examine()
        assert outcomes(findings, CREDENTIALS) == ["failed"]
        has_scopes = reply["gateway"] > "2025"
        unknown = reply["asked_with"] == "unknown token" or (reply["status"] == 401 and not has_scopes)
        assert ("does not know this token" in findings[CREDENTIALS][2]) is unknown
        assert findings[SCOPE][0] == ("failed" if reply["status"] == 401 and has_scopes else "skipped")

    async def test_broken_options_hide_no_permission(self, hub: FakeGateway, examine: Any) -> None:
        self.answers(hub, options=None)
        assert outcomes(await examine(), CREDENTIALS, SCOPE, OPTIONS) == ["ok", "ok", "failed"]

    async def test_no_token(self, hub: FakeGateway, examine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("JUPYTERHUB_API_TOKEN")
        self.answers(hub)
        findings = await examine()
        assert outcomes(findings, CREDENTIALS, SCOPE) == ["failed", "skipped"]
        assert "JUPYTERHUB_API_TOKEN is not in the Jupyter server's environment" in findings[CREDENTIALS][1]


PROFILE = {
    "field": "profile",
    "label": "Profile",
    "default": "small",
    "spec": {"type": "select", "options": ["small", "large"]},
}


class TestSite:
    @pytest.fixture
    def examined(self, configured: FakeGateway, configure: Any, examine: Any) -> Any:
        async def examined(site: Any) -> tuple[str, str, str]:
            configure({"jupyter": {"site": site}})
            is_gateway(configured, options=(CORES, PROFILE))
            return (await examine())[SITE]

        return examined

    async def test_without_a_block(self, examined: Any) -> None:
        assert (await examined(None))[0] == "skipped"

    async def test_one_that_fits(self, examined: Any) -> None:
        sizes = {"small": {"worker": {"cores": 1}}, "large": {"worker": {"cores": 8}}}
        site = {
            "worker": {"cores": "cores"},
            "values": {"profile": sizes},
            "limits": {"workers": 4},
            "workers": 2,
        }
        assert (await examined(site))[0] == "ok"

    @pytest.mark.parametrize(
        ("site", "said"),
        [
            ({"prices": {"currency": "USD", "core_hour": "cheap"}}, "prices.core_hour in the"),
            ({"worker": {"cores": "kernels"}}, "worker.cores names the option kernels, which this gateway"),
            (
                {"values": {"profile": {"huge": {}, "small": {}, "large": {}}}},
                "has huge for profile, which is none of its choices",
            ),
            ({"presets": [{"name": "a", "options": {"profile": "huge"}}]}, "presets[0] has huge for profile"),
            ({"presets": [{"name": "a", "options": {"cores": 1.5}}]}, "cores, which is no whole number"),
            ({"values": {"profile": {"small": {}}}}, "does not say what these come to: large."),
            ({"presets": [{"name": "a", "options": {"gone": 1}}]}, "presets[0] names the option gone"),
            ({"workers": [0, 20], "limits": {"workers": 10}}, "asks for 20 workers"),
            ({"prices": {"core_hour": 1}}, "no currency"),
        ],
    )
    async def test_what_does_not_fit(self, examined: Any, site: Any, said: str) -> None:
        outcome, text, advice = await examined(site)
        assert outcome == "warning"
        assert said in text
        assert "the rest is used" in advice


class TestOptions:
    @pytest.mark.parametrize(
        "options",
        [
            ({"label": "x"},),
            ("text",),
            ({**CORES, "spec": {"type": ["int"]}},),
            ({**CORES, "spec": {"type": "select"}},),
        ],
    )
    async def test_unreadable(self, configured: FakeGateway, examine: Any, options: Any) -> None:
        is_gateway(configured, options=options)
        findings = await examine()
        assert outcomes(findings, OPTIONS, IMAGE) == ["failed", "skipped"]

    async def test_unknown_default(self, configured: FakeGateway, configure: Any, examine: Any) -> None:
        configure({"cluster.options": {"profile": "large"}})
        is_gateway(configured)
        outcome, text, _ = (await examine())[OPTIONS]
        assert outcome == "warning"
        assert text.endswith("does not offer: profile.")

    async def test_default_that_is_only_spelt_otherwise(
        self, configured: FakeGateway, configure: Any, examine: Any
    ) -> None:
        # As dask reads DASK_GATEWAY__CLUSTER__OPTIONS__CPU=4.
        read = dask.config.collect_env({"DASK_GATEWAY__CLUSTER__OPTIONS__CPU": "4"})
        configure({"cluster.options": read["gateway"]["cluster"]["options"]})
        is_gateway(configured, options=({**CORES, "field": "CPU"},))
        outcome, text, advice = (await examine())[OPTIONS]
        assert outcome == "warning"
        assert "The gateway has CPU, not cpu" in text
        assert advice.startswith("Set CPU instead, in a configuration file:")
        assert "new_cluster() in a notebook is refused" in advice

    async def test_defaults_unknown_and_only_spelt_otherwise(
        self, configured: FakeGateway, configure: Any, examine: Any
    ) -> None:
        configure({"cluster.options": {"cpu": 4, "profile": "large"}})
        is_gateway(configured, options=({**CORES, "field": "CPU"},))
        _, _, advice = (await examine())[OPTIONS]
        assert "Set CPU instead" in advice
        assert "Remove profile from gateway.cluster.options" in advice

    @pytest.mark.parametrize("options", [{"profile": "{NO_SUCH}"}, ["profile"], None])
    async def test_default_that_cannot_be_used(
        self, configured: FakeGateway, configure: Any, examine: Any, options: Any
    ) -> None:
        configure({"cluster.options": options})
        is_gateway(configured)
        findings = await examine()
        assert outcomes(findings, OPTIONS) == ["warning"]
        _, text, advice = findings[OPTIONS]
        assert "gateway.cluster.options" in text
        assert advice.startswith("Correct this in dask's configuration")
        assert "new_cluster() in a notebook fails" in advice

    async def test_kind_of_the_future(self, configured: FakeGateway, examine: Any) -> None:
        is_gateway(configured, options=({**CORES, "spec": {"type": "date"}},))
        assert (await examine())[OPTIONS][0] == "warning"

    async def test_broken(self, configured: FakeGateway, examine: Any) -> None:
        is_gateway(configured, options=None)
        findings = await examine()
        assert outcomes(findings, CREDENTIALS, OPTIONS, IMAGE) == ["ok", "failed", "skipped"]
        assert "options that this gateway publishes are broken" in findings[OPTIONS][1]
        assert "c.Backend.cluster_options" in findings[OPTIONS][2]

    async def test_nothing_works(self, configured: FakeGateway, examine: Any) -> None:
        is_gateway(configured, options=None, lists=False)
        assert outcomes(await examine(), CREDENTIALS, OPTIONS) == ["failed", "skipped"]

    async def test_none(self, configured: FakeGateway, examine: Any) -> None:
        is_gateway(configured, options=())
        findings = await examine()
        assert outcomes(findings, OPTIONS, IMAGE) == ["ok", "skipped"]


@pytest.mark.parametrize(
    ("configured_image", "server", "outcome"),
    [
        (None, "org/base:1", "ok"),
        (None, "org/base:2", "warning"),
        ("org/base:2", "org/base:2", "ok"),
        ("{JUPYTER_IMAGE_SPEC}", "org/base:2", "ok"),
        ("org/base:3", "org/base:2", "warning"),
        (None, None, "skipped"),
    ],
)
async def test_image(
    configured: FakeGateway,
    configure: Any,
    examine: Any,
    monkeypatch: pytest.MonkeyPatch,
    configured_image: str | None,
    server: str | None,
    outcome: str,
) -> None:
    is_gateway(configured, options=(IMAGE_OPTION,))
    if configured_image is not None:
        configure({"cluster.options": {"image": configured_image}})
    if server is not None:
        monkeypatch.setenv("JUPYTER_IMAGE_SPEC", server)
    found, text, _ = (await examine())[IMAGE]
    assert found == outcome
    assert server is None or server in text


async def test_dask_and_distributed_differ(
    configured: FakeGateway, examine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_gateway(configured)
    versions = {"dask": "2026.1.0", "distributed": "2025.1.0", "dask_gateway": HERE}
    monkeypatch.setattr("jupyter_dask_gateway.config.public._version", versions.get)
    outcome, text, _ = (await examine())[DASK]
    assert outcome == "warning"
    assert "dask 2026.1.0 and distributed 2025.1.0" in text
    assert "the gateway does not tell" in text


class TestDashboards:
    async def test_an_address_that_cannot_be_used(
        self, configured: FakeGateway, configure: Any, examine: Any
    ) -> None:
        configure({"public-address": "{NO_SUCH}", "jupyter.connection": "directly"})
        is_gateway(configured)
        findings = await examine()
        assert outcomes(findings, ADDRESS, CREDENTIALS, DASHBOARDS) == ["warning", "ok", "failed"]
        assert "must be one of auto" in findings[ADDRESS][1]
        assert "NO_SUCH" in findings[DASHBOARDS][1]

    async def test_relative(self, configured: FakeGateway, configure: Any, examine: Any) -> None:
        configure({"public-address": "/services/dask-gateway/"})
        is_gateway(configured)
        outcome, text, _ = (await examine())[DASHBOARDS]
        assert outcome == "skipped"
        assert "only a browser" in text

    async def test_relative_on_a_hub_that_knows_its_public_address(
        self, configured: FakeGateway, configure: Any, examine: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("JUPYTERHUB_PUBLIC_URL", configured.address + "/user/ada/")
        configure({"public-address": "/"})
        is_gateway(configured)
        assert (await examine())[DASHBOARDS][0] == "ok"

    async def test_wrong(self, configured: FakeGateway, configure: Any, examine: Any) -> None:
        configure({"public-address": configured.address + "/elsewhere"})
        is_gateway(configured)
        outcome, text, advice = (await examine())[DASHBOARDS]
        assert outcome == "warning"
        assert configured.address + "/elsewhere" in text
        assert "gateway.public-address" in advice

    async def test_wrong_below_the_base_url_of_a_hub(
        self, configured: FakeGateway, configure: Any, examine: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("JUPYTERHUB_PUBLIC_URL", configured.address + "/compute/user/ada/")
        monkeypatch.setenv("JUPYTERHUB_BASE_URL", "/compute/")
        configure(
            {
                "address": configured.address + "/compute/services/dask-gateway",
                "public-address": "/services/dask-gateway/",
            }
        )
        is_gateway(configured, "/compute/services/dask-gateway")
        outcome, _, advice = (await examine())[DASHBOARDS]
        assert outcome == "warning"
        assert f"{configured.address}/compute/services/dask-gateway/: set gateway.public-address" in advice

    @pytest.mark.parametrize(
        ("is_there", "own_address", "outcome", "said"),
        [
            (True, True, "ok", "leads to a Dask Gateway"),
            (False, True, "warning", "absolute address"),
            (False, True, "warning", "http://dask-gateway--service.localhost:{port}/services/dask-gateway/"),
            # Before JupyterHub 5.
            (False, False, "warning", "http://services.localhost:{port}/services/dask-gateway/"),
        ],
    )
    async def test_users_with_hosts_of_their_own(
        self,
        configured: FakeGateway,
        configure: Any,
        examine: Any,
        monkeypatch: pytest.MonkeyPatch,
        is_there: bool,
        own_address: bool,
        outcome: str,
        said: str,
    ) -> None:
        port = yarl.URL(configured.address).port
        monkeypatch.setenv("JUPYTERHUB_HOST", f"http://localhost:{port}")
        if own_address:
            monkeypatch.setenv("JUPYTERHUB_PUBLIC_URL", f"http://ada.localhost:{port}/user/ada/")
        configure({"public-address": "/services/dask-gateway/"})
        is_gateway(configured)
        as_gateway = configured.answer

        async def answer(request: web.Request) -> web.StreamResponse:
            if request.host == f"127.0.0.1:{port}":
                return await as_gateway(request)
            if is_there and request.path == "/services/dask-gateway/api/version":
                return web.json_response({"version": HERE})
            # The hub's own page.
            return web.Response(status=302, headers={"Location": "/hub/"})

        configured.answer = answer
        found = (await examine())[DASHBOARDS]
        assert found[0] == outcome
        assert said.format(port=port) in found[1] + found[2]
        assert f"http://localhost:{port}/services/dask-gateway" in found[1]
        others = [it for it in configured.seen if it.headers["Host"] != f"127.0.0.1:{port}"]
        assert {it.headers["Host"] for it in others} == {f"localhost:{port}"}
        assert not [it for it in others if {"Authorization", "Cookie"} & set(it.headers)]

    async def test_unreachable(self, configured: FakeGateway, configure: Any, examine: Any) -> None:
        configure({"public-address": "http://ada:s3cret@no-such-host.invalid"})
        is_gateway(configured)
        outcome, text, _ = (await examine())[DASHBOARDS]
        assert outcome == "warning"
        assert "http://no-such-host.invalid cannot be reached" in text

    async def test_no_credential_goes_there(
        self, configured: FakeGateway, configure: Any, examine: Any
    ) -> None:
        other = FakeGateway()
        await other.start()
        try:
            is_gateway(configured)
            is_gateway(other)
            configure({"public-address": other.address.replace("//", "//ada:s3cret@")})
            assert (await examine())[DASHBOARDS][0] == "ok"
            assert [seen.target for seen in other.seen] == ["/api/version"]
            assert not {"Authorization", "Cookie"} & set(other.seen[0].headers)
        finally:
            await other.stop()


async def test_two_at_once_are_one(configured: FakeGateway, fetch: Any) -> None:
    configured.hangs()
    first = asyncio.ensure_future(fetch("doctor"))
    await configured.until_seen(1)
    second = asyncio.ensure_future(fetch("doctor"))
    is_gateway(configured)
    configured.let_go.set()
    bodies = [(await response).body for response in (first, second)]
    assert bodies[0] == bodies[1]
    assert [seen.target for seen in configured.seen].count("/api/health") == 1
    # The next one looks anew.
    await fetch("doctor")
    assert [seen.target for seen in configured.seen].count("/api/health") == 2


async def test_the_server_answers_meanwhile(configured: FakeGateway, fetch: Any, jp_fetch: Any) -> None:
    configured.hangs()
    waiting = asyncio.ensure_future(fetch("doctor"))
    await configured.until_seen(1)
    assert (await jp_fetch("api", "status")).code == 200
    assert not waiting.done()
    configured.let_go.set()
    await waiting


@pytest.mark.parametrize("limits", [{"doctor_timeout": 0.2}])
async def test_out_of_time(configured: FakeGateway, examine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def endless(context: Any) -> Any:
        await asyncio.Event().wait()

    steps = (Step("endless", endless), Step("next", endless), Step("needs it", endless, ("endless",)))
    monkeypatch.setattr(checks, "STEPS", steps)
    findings = await examine()
    assert outcomes(findings, "endless", "next", "needs it") == ["failed", "skipped", "skipped"]
    assert "used up the time" in findings["next"][1]


async def test_a_mistake_in_one_check_costs_one_step(
    configured: FakeGateway, examine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(context: Any) -> Any:
        raise ZeroDivisionError("s3cret")

    is_gateway(configured)
    steps = tuple(Step(it.name, broken, it.needs) if it.name == LOGIN else it for it in checks.STEPS)
    monkeypatch.setattr(checks, "STEPS", steps)
    findings = await examine()
    assert findings[LOGIN][:2] == (
        "failed",
        "This check itself failed (ZeroDivisionError): please report that.",
    )
    assert findings[CREDENTIALS][0] == "ok"


SECRETS = {
    "user in the address": "us3r-of-address",
    "password in the address": "p4ss-of-address",
    "password": "p4ss-of-kwargs",
    "token": "t0ken-of-kwargs",
    "hub": "t0ken-of-hub",
    "proxy": "p4ss-of-proxy",
    "option": "0ption-secret",
    "body": "b0dy-secret",
    "public": "p4ss-of-public",
}


@pytest.mark.parametrize(
    ("auth", "proxied"),
    [
        ("basic", False),
        ("basic", True),
        ("jupyterhub", False),
        ("auth_classes.Raising", False),
        ("s3cret.Class", False),
    ],
)
@pytest.mark.parametrize("status", [200, 302, 401, 404, 500, 503, None])
async def test_no_secret_in_any_text(
    gateway: FakeGateway,
    configure: Any,
    fetch: Any,
    monkeypatch: pytest.MonkeyPatch,
    auth: str,
    status: int | None,
    proxied: bool,
) -> None:
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", SECRETS["hub"])
    login = f"//{SECRETS['user in the address']}:{SECRETS['password in the address']}@"
    proxy = gateway.address.replace("//", f"//ada:{SECRETS['proxy']}@")
    kwargs = {"username": "ada", "password": SECRETS["password"], "api_token": SECRETS["token"]}
    configure(
        {
            "address": gateway.address.replace("//", login) + "/services/dask-gateway/",
            "public-address": gateway.address.replace("//", f"//ada:{SECRETS['public']}@") + "/x",
            "auth.type": auth,
            "auth.kwargs": kwargs if auth == "basic" else {"api_token": SECRETS["token"]},
            "http-client.proxy": proxy if proxied else False,
            "cluster.options": {"environment": {"KEY": SECRETS["option"]}},
        }
    )
    body = {"version": HERE, "status": "pass", "error": SECRETS["body"], "cluster_options": []}
    headers = {
        "WWW-Authenticate": f'Basic realm="{SECRETS["body"]}"',
        "Location": f"https://x.invalid/{SECRETS['body']}",
    }
    if status is None:
        gateway.drops()
    else:
        gateway.answers(status, json.dumps(body).encode(), headers)
    response = await fetch("doctor", request_timeout=120)
    text = response.body.decode()
    assert len(json.loads(text)["findings"]) > 5
    for name, secret in SECRETS.items():
        assert secret not in text, name


@pytest.fixture(scope="module")
def real_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway.address


async def test_a_real_gateway(real_gateway: str, configure: Any, examine: Any) -> None:
    def login(password: str) -> dict[str, Any]:
        return {"auth.type": "basic", "auth.kwargs": {"username": "ada", "password": password}}

    configure({"address": real_gateway, **login("s3cret")})
    findings = await examine()
    # Of one version, or not: there is no oldest server that goes with the oldest client.
    odd = {name: row for name, row in findings.items() if row[0] in {"failed", "warning"}}
    assert set(odd) <= ({VERSIONS} if dask_gateway.__version__ != dask_gateway_server.__version__ else set())
    assert findings[OPTIONS][1] == "3 options are published."

    presets = [{"name": str(cores), "options": {"cores": cores}} for cores in (0, 1, 2**70, 2**70 + 1)]
    configure({"jupyter.site": {"worker": {"cores": "cores", "memory": "memory GiB"}, "presets": presets}})
    outcome, text, _ = (await examine())[SITE]
    site = "gateway.jupyter.site"
    assert (outcome, text) == (
        "warning",
        f"{site}.worker.memory names the option memory, which this gateway does not publish. "
        f"{site}.presets[0] has 0 for cores, which is below its minimum, 1. "
        f"{site}.presets[3] has {2**70 + 1} for cores, which is above its maximum, {2**70}.",
    )

    configure({"address": real_gateway, **login("wrong")})
    findings = await examine()
    assert [name for name, row in findings.items() if row[0] == "failed"] == [CREDENTIALS]

    configure({"address": real_gateway + "/services/dask-gateway", **login("s3cret")})
    findings = await examine()
    assert findings[GATEWAY][2].endswith(f"Set gateway.address to {real_gateway}")
