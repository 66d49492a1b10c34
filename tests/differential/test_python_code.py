"""The Python that the form copies beside the form's own launch: it runs, and the same becomes of both."""

import inspect
import json
import keyword
from contextlib import suppress
from types import SimpleNamespace

import dask.config
import pytest
from conftest import CASES, judge
from dask_gateway import BasicAuth, client
from dask_gateway_server.options import Bool, Float, Integer, Mapping, Options, Select
from distributed.utils import LoopRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from published import fields, leaves, numbers, values
from texts import texts

from jupyter_dask_gateway.config.named import name_gateway
from jupyter_dask_gateway.config.public import read_published_config
from jupyter_dask_gateway.config.target import CONFIGURED, Target

# What dask_gateway's own functions call their parameters, and what cannot stand before "=" in a call.
PARAMETERS = [
    *("self", "cluster_options", "shutdown_on_close", "address", "proxy_address", "public_address"),
    *("auth", "asynchronous", "loop", "name", "cluster_name", "cluster_kwargs", "use_local_defaults"),
    *("func", "args", "kwargs", "url", "method", "json", "status"),
]
WORDS = [*keyword.kwlist, *keyword.softkwlist, "__debug__", "__class__", "print"]
# Python would take the first for another name; some are no identifiers, the last are the code's own.
ODD = ["ﬁeld", "worker zone", "größe", "1st", "a.b", "a-b", "", "options", "gateway", "cluster", "float"]
# Whose values the code asks for.
SECRETS = ["db_password", "api token", "auth_key", "key"]
# As texts stand in dask's configuration: templates, some of which cannot be filled in.
TEMPLATES = ["{SITE}", "{SITE}/b:2", "{NOT_SET}", "{", "}", "{{SITE}}", "{0}", "{SITE.x}"]
# Another gateway than the configured one.
OTHER = Target("http://other", "http://other/public", BasicAuth("ada", "s3cret"), "gateway://other:1")
# Forms that are filled in over the same options.
FORMS = 10

names = (
    st.sampled_from(["n", "m", "worker_cores"])
    | st.sampled_from([*PARAMETERS, *WORDS, *ODD, *SECRETS])
    | texts()
)


def shown(value):
    """As people would type it into a text input."""
    return value if isinstance(value, str) else json.dumps(value)


@st.composite
def edits(draw, index, field):
    """What somebody does with one field."""
    if isinstance(field, Bool):
        return [{"type": "check", "field": index, "checked": draw(st.booleans())}]
    if isinstance(field, Select):
        return [{"type": "choose", "field": index, "option": draw(st.integers(0, len(field.options)))}]
    if isinstance(field, Mapping):
        if draw(st.booleans()):
            table = {"type": "as-table", "field": index, "table": True}
            cells = st.sampled_from(["A", "B", ""]) | texts().map(typeable)
            cell = {"field": index, "row": draw(st.integers(0, 1)), "text": draw(cells)}
            return [table, {"type": "edit-name", **cell}, {"type": "edit-value", **cell}]
        mapping = draw(st.dictionaries(texts(), values, max_size=2))
        depth = draw(st.sampled_from([0, 0, 0, 45, 55, 240, 450]))
        text = json.dumps({**mapping, "deep": json.loads("[" * depth + "]" * depth)} if depth else mapping)
        return [{"type": "edit", "field": index, "text": text}]
    likely = numbers if isinstance(field, (Integer, Float)) else texts()
    if isinstance(field, Integer):
        likely = st.integers(-5, 5) | numbers
    return [{"type": "edit", "field": index, "text": typeable(shown(draw(likely)))}]


def typeable(text):
    """Without what no keyboard gives to a page: a lone surrogate."""
    return text.encode("utf-8", "replace").decode()


@st.composite
def forms(draw):
    drawn = draw(st.lists(fields(names), max_size=4))
    published = [field for field in drawn if field is not None]
    configured = {}
    for field in published:
        if draw(st.integers(0, 5)) == 0:
            template = st.sampled_from(TEMPLATES)
            configured[field.field] = draw(st.just(field.get_default()) | leaves | template)
    if draw(st.integers(0, 9)) == 0:
        configured[draw(st.sampled_from(["unknown", "self", "N", 1, True, None]))] = draw(leaves)
    return (
        Options(*published),
        draw(st.sampled_from([configured] * 20 + [None, ["n"]])),
        draw(st.booleans()),
        draw(st.lists(fillings(published), min_size=FORMS, max_size=FORMS)),
    )


def workers():
    """What is typed into "Workers at start" and "up to", and what the code then asks for."""
    count = st.integers(0, 2**31 - 1)
    return st.one_of(
        st.just(("", "", [])),
        st.just(("0", "", [])),
        count.filter(bool).map(lambda n: (str(n), "", [("scale", (n,), {})])),
        count.map(lambda n: ("", str(n), [("adapt", (), {"minimum": 0, "maximum": n})])),
        st.tuples(count, count).map(sorted).map(bounds),
    )


def bounds(both):
    low, high = both
    return str(low), str(high), [("adapt", (), {"minimum": low, "maximum": high})]


@st.composite
def fillings(draw, published):
    """What somebody does with the whole form, and what the code then asks for besides."""
    count, up_to, asked = draw(workers())
    events = [{"type": "edit-workers", "text": count}, {"type": "edit-up-to", "text": up_to}]
    for index, field in enumerate(published):
        if draw(st.integers(0, 3)) > 0:
            events += draw(edits(index, field))
    return events, asked


def answers(launched):
    """What somebody types, by what is asked, who wants what the form launches."""
    return {f"{name}: ": value if isinstance(value, str) else repr(value) for name, value in launched.items()}


class Gateway:
    """Takes what the real client sends, and answers as far as it must."""

    def __init__(self):
        self.published = []
        self.address = "http://gateway"
        self.sent = []
        self.written = []
        self.asked = []

    async def request(self, method, url, json=None):
        if url == f"{self.address}/api/v1/options":
            return self.reply({"cluster_options": self.published})
        assert (method, url) == ("POST", f"{self.address}/api/v1/clusters/")
        self.sent.append(json)
        return self.reply({"name": "c"})

    def reply(self, value):
        async def read():
            # As it arrives.
            return json.loads(json.dumps(value))

        return SimpleNamespace(json=read)


@pytest.fixture(scope="module")
def gateway():
    """The real client, but for its network: every object of it runs on one loop."""
    gateway = Gateway()
    runner = LoopRunner()
    runner.start()
    shared = SimpleNamespace(start=lambda: None, stop=lambda: None, loop=runner.loop)

    async def started(*_):
        return SimpleNamespace(scheduler_address=None, dashboard_link=None, security=None)

    new_cluster = client.Gateway.new_cluster

    def write_down(self, cluster_options=None, **options):
        gateway.written.append((self, cluster_options, options))
        return new_cluster(self, cluster_options, **options)

    with pytest.MonkeyPatch.context() as patch, dask.config.set({"gateway.address": "http://gateway"}):
        patch.setenv("SITE", "a")
        patch.setattr(client.Gateway, "new_cluster", write_down)
        patch.setattr(client, "LoopRunner", lambda **_: shared)
        patch.setattr(client.Gateway, "_request", lambda _, *args, **kwargs: gateway.request(*args, **kwargs))
        patch.setattr(client.Gateway, "_wait_for_start", started)
        patch.setattr(client.GatewayCluster, "_init_internals", started)
        patch.setattr(client.GatewayCluster, "get_client", lambda _: None)
        for name in ("scale", "adapt"):
            patch.setattr(client.GatewayCluster, name, asking(gateway, name))
        patch.setattr(client.GatewayCluster, "close", lambda *_, **__: None)
        patch.setattr(client.GatewayCluster, "__del__", lambda _: None, raising=False)
        yield gateway
    runner.stop()


def asking(gateway, name):
    """In place of the real method, with its parameters: nothing runs."""
    signature = inspect.signature(getattr(client.GatewayCluster, name))

    def ask(self, *args, **kwargs):
        signature.bind(self, *args, **kwargs)
        gateway.asked.append((name, args, kwargs))

    return ask


@pytest.fixture(scope="module")
def ours():
    with judge("form.mjs") as answer:
        yield answer


def by_itself(options, published):
    """What the gateway stores of a cluster for which the client sends what it can of its configuration."""
    taken = {}
    for name, value in (published["options"] or {}).items():
        with suppress(TypeError, ValueError, OverflowError):
            options.parse_options({name: value})
            taken[name] = value
    return options.parse_options(taken)


@settings(max_examples=max(1, CASES // 2 // FORMS))
@given(form=forms())
def test_the_copied_python_launches_the_same(form, gateway, ours):
    options, configured, is_other, fillings = form
    gateway.published = options.get_specification()
    target = Target(**{**vars(OTHER), "named": name_gateway(OTHER)}) if is_other else CONFIGURED
    gateway.address = "http://other" if is_other else "http://gateway"
    with dask.config.set({"gateway.cluster.options": configured}):
        config = read_published_config(target).decode()
        spec = json.dumps({"cluster_options": gateway.published})
        events = [events for events, _ in fillings]
        launches = ours({"config": config, "options": spec, "fillings": events})
        default = by_itself(options, json.loads(config))
        for (code, body), (_, asked) in zip(launches, fillings, strict=True):
            assert (code is None) == (body is None)
            if code is not None:
                check_code(code, json.loads(body)["cluster_options"], default, options, gateway, is_other)
                assert gateway.asked == asked, code
    # Nothing of it stays changed.
    assert dask.config.get("gateway.cluster.options") == {}


def check_code(code, launched, default, options, gateway, is_other):
    """The code makes what the form launches, at that gateway, and says no more than it must."""
    gateway.sent.clear()
    gateway.written.clear()
    gateway.asked.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("getpass.getpass", answers(launched).__getitem__)
        exec(compile(code, "copied", "exec"), {})
    [sent] = gateway.sent
    [(made, cluster_options, written)] = gateway.written
    expected = stored(options, launched)
    got = stored(options, sent["cluster_options"])
    names = [field.field for field in options.fields]
    is_shared = len(set(names)) < len(names)
    if not (is_shared and cluster_options is not None and got is None):
        assert as_text(got) == as_text(expected), code
    if not is_shared:
        for name in written:
            assert as_text(expected[name]) != as_text(default[name]), code
        if as_text(expected) == as_text(default):
            assert (cluster_options, written) == (None, {}), code
    if is_other:
        assert "s3cret" not in code
        assert (made.proxy_address, made._public_address) == ("gateway://other:1", "http://other/public")
        assert type(made.auth) is BasicAuth
    else:
        assert "gateway = Gateway()\n" in code


def stored(options, sent):
    """What the gateway stores of it; None where it refuses it.

    The client's own object of options has one value for all that share a name, and may have one for none.
    """
    try:
        return options.parse_options(sent)
    except (TypeError, ValueError):
        return None


def as_text(value):
    """1 is not 1.0, and NaN is itself."""
    return json.dumps(value)
