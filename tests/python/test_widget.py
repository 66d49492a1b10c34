"""GatewayWidget without a browser: the test says what a page would."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from new_process import output_of
from real_gateway import RealGateway, started

from jupyter_dask_gateway import GatewayWidget, OptionsError, OptionsNotLoadedError
from jupyter_dask_gateway.widget.protocol import Changes
from jupyter_dask_gateway.widget.widget import MIME

TIMEOUT_SECONDS = 30


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealGateway]:
    with started(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway


@pytest.fixture
def login(real: RealGateway, configure: Any) -> Callable[..., None]:
    def login_(password: str = "s3cret", **more: Any) -> None:
        kwargs = {"username": "ada", "password": password}
        configure({"address": real.address, "auth.type": "basic", "auth.kwargs": kwargs, **more})

    return login_


class Page:
    """What a page hears of a widget, and what it says."""

    def __init__(self, widget: GatewayWidget, monkeypatch: pytest.MonkeyPatch) -> None:
        self.heard: list[tuple[dict[str, Any], Any]] = []
        self.widget = widget
        self._news = threading.Condition()
        self._count = self._requests = 0
        monkeypatch.setattr(widget, "send", self._hear)

    def _hear(self, content: dict[str, Any], buffers: Any = None) -> None:
        with self._news:
            self.heard.append((content, buffers))
            self._news.notify_all()

    def say(self, **content: Any) -> None:
        self.widget._handle_custom_msg(content, [])

    def change(
        self, page: str = "p", count: int | None = None, revision: int | None = None, **news: Any
    ) -> None:
        """Say what a page's user has done, by default as the next that Python knows nothing of."""
        self._count = self._count + 1 if count is None else count
        nothing = dict.fromkeys(["options", "launching", "choose", "cluster", "status"])
        at = self.widget._revision if revision is None else revision
        self.say(type="changes", page="p", count=self._count, revision=at, **{**nothing, **news})

    def changed(self, **news: Any) -> None:
        self.change(**news)
        assert self.wait("taken")[0]["count"] == self._count

    def wait(self, kind: str) -> tuple[dict[str, Any], Any]:
        def found() -> Any:
            return next((news for news in self.heard if news[0]["type"] == kind), None)

        with self._news:
            assert self._news.wait_for(found, TIMEOUT_SECONDS)
            news: tuple[dict[str, Any], Any] = found()
        self.heard.remove(news)
        return news

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[dict[str, Any], bytes]:
        self._requests += 1
        self.say(type="request", id=str(self._requests), method=method, path=path, body=body)
        reply, (bytes_,) = self.wait("reply")
        return reply, bytes(bytes_)


@pytest.fixture
def page(login: Any, monkeypatch: pytest.MonkeyPatch) -> Page:
    login()
    return Page(GatewayWidget(), monkeypatch)


def test_importing_the_package_imports_no_widget() -> None:
    code = (
        "import sys, jupyter_dask_gateway.server.app, jupyter_dask_gateway.gateway.client\n"
        "print({'ipywidgets', 'anywidget', 'IPython.display'} & set(sys.modules))"
    )
    assert output_of(code).strip() == "set()"


def test_options_with_dasks_own_configuration(login: Any) -> None:
    login(**{"cluster.options": {"cores": 3}})
    widget = GatewayWidget()
    assert widget.options["cores"] == 3
    assert widget.options["environment"] == {"big": 2**60}
    seen: list[Any] = []
    widget.observe(seen.append, "options")
    widget.options = {"cores": 7, "odd": 2}
    assert {**widget.options, "environment": 0} == {"cores": 7, "odd": 2.0, "environment": 0}
    assert [change.new["cores"] for change in seen] == [7]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"cores": 0}, "cores must be >= 1.000000, got 0"),
        ({"cores": "1"}, "cores must be an integer, got '1'"),
        ({"core": 1, "aa": 2}, "Unknown fields ['aa', 'core']"),
        ({"environment": [1]}, "environment must be a mapping, got [1]"),
        ([1], "options must be a dict, got 'list'"),
    ],
)
def test_what_the_gateway_would_refuse(login: Any, options: Any, said: str) -> None:
    login()
    widget = GatewayWidget()
    before = widget.options
    with pytest.raises(ValueError) as refused:
        widget.options = options
    assert str(refused.value) == said
    assert isinstance(refused.value, OptionsError)
    assert widget.options["cores"] == before["cores"]


def test_links_with_another_widget(login: Any) -> None:
    from traitlets import HasTraits, Int, dlink, link

    class Slider(HasTraits):
        cores = Int()

    login()
    slider, one, other = Slider(), GatewayWidget(), GatewayWidget()
    dlink((one, "options"), (slider, "cores"), lambda options: options["cores"])
    one.options = {"cores": 5}
    assert slider.cores == 5
    one.options = {"odd": 1}
    link((one, "options"), (other, "options"))
    other.options = {"cores": 6}
    assert one.options["cores"] == 6


def test_a_gateway_that_is_not_there(configure: Any) -> None:
    configure({"address": "http://127.0.0.1:1"})
    widget = GatewayWidget()
    for use in (lambda: widget.options, lambda: setattr(widget, "options", {"cores": 1})):
        with pytest.raises(OptionsNotLoadedError, match=r"No options have been loaded.*Cannot reach"):
            use()
    assert "options not loaded yet" in repr(widget)
    assert "127.0.0.1:1" in widget._repr_mimebundle_()["text/html"]


def test_no_gateway_configured(configure: Any) -> None:
    configure({"address": None})
    widget = GatewayWidget()
    with pytest.raises(OptionsNotLoadedError, match=r"set gateway\.address .* in the kernel's environment"):
        _ = widget.options


def test_a_refused_login_is_told_and_tried_again(login: Any) -> None:
    login("wrong")
    widget = GatewayWidget()
    with pytest.raises(OptionsNotLoadedError, match="refused the kernel's credential"):
        _ = widget.options
    login()
    assert widget.options["cores"] == 1


def test_another_address_and_login(real: RealGateway, configure: Any) -> None:
    from dask_gateway import BasicAuth, Gateway

    configure({"address": "http://127.0.0.1:1"})
    auth = BasicAuth("ada", "s3cret")
    by_hand = GatewayWidget(address=real.address, auth=auth)
    assert by_hand.options["cores"] == 1
    assert by_hand._own_login
    gateway = Gateway(real.address, auth=auth)
    widget = GatewayWidget(gateway)
    assert widget.options["cores"] == 1
    assert widget.gateway is gateway
    with pytest.raises(ValueError, match="either a gateway, or"):
        GatewayWidget(gateway, address=real.address)


def test_the_same_login_as_the_configuration_is_no_own_one(login: Any) -> None:
    from dask_gateway import Gateway

    login()
    widget = GatewayWidget(Gateway())
    assert not widget._own_login


def test_launch_with_workers(login: Any) -> None:
    login()
    widget = GatewayWidget()
    widget.options = {"cores": 2}
    cluster = widget.launch(workers=1, odd=1.0)
    try:
        assert (cluster.status, cluster.name) == ("running", widget.cluster_name)
        client = cluster.get_client()
        # Not `client.wait_for_workers`: distributed of 2023 wants its help from the cluster, which has none.
        assert client.submit(int).result(timeout=TIMEOUT_SECONDS) == 0
        assert widget.connect() is cluster
        [report] = widget.gateway.list_clusters()
        assert (report.options["cores"], report.options["odd"]) == (2, 1.0)
        assert widget.options["odd"] != 1.0
        client.close()
    finally:
        cluster.shutdown()


@pytest.mark.parametrize("odd", [-1, True, 1.5, "4", (3, 2), (1,), (0, True), {}])
def test_workers_that_are_none(login: Any, odd: Any) -> None:
    login()
    widget = GatewayWidget()
    with pytest.raises(ValueError, match=r"workers must be .* \(0, 20\)"):
        widget.launch(workers=odd)
    assert widget.gateway.list_clusters() == []


@pytest.mark.parametrize(("workers", "asked"), [(0, None), (3, (3,)), ([0, 20], (0, 20)), (None, (1, 2))])
def test_workers_are_asked_for(monkeypatch: Any, configure: Any, workers: Any, asked: Any) -> None:
    from jupyter_dask_gateway.config.site import read_site
    from jupyter_dask_gateway.widget.workers import ask_for, read_workers

    configure({"jupyter": {"site": {"workers": [1, 2]}}})
    told: list[tuple[int, ...]] = []

    class Cluster:
        def scale(self, count: int) -> None:
            told.append((count,))

        def adapt(self, minimum: int, maximum: int) -> None:
            told.append((minimum, maximum))

    wanted = read_workers(workers)
    ask_for(Cluster(), read_site().workers if wanted is None else wanted)  # type: ignore[arg-type]
    assert told == ([] if asked is None else [asked])


def test_connect_without_a_cluster(login: Any) -> None:
    login()
    widget = GatewayWidget()
    assert (widget.cluster_name, widget.cluster_status) == (None, None)
    with pytest.raises(ValueError, match="No cluster is chosen"):
        widget.get_client()


def test_connect_compute_and_stop(login: Any) -> None:
    login()
    widget = GatewayWidget()
    name = widget.gateway.submit(**{**widget.options, "odd": 1.0})
    widget.cluster_name = name
    cluster = widget.connect()
    assert cluster.name == name
    assert widget.connect() is cluster
    try:
        cluster.scale(1)
        with widget.get_client() as client:
            assert client.submit(sum, [1, 2]).result(TIMEOUT_SECONDS) == 3
    finally:
        cluster.shutdown()


# ---- What passes between a page and Python ------------------------------------------------------------


def test_a_page_learns_what_python_has_and_python_what_the_page_has(page: Page) -> None:
    widget = page.widget
    _ = widget.options
    page.say(type="hello", page="p")
    welcome, _ = page.wait("welcome")
    assert (welcome["setAt"], welcome["page"]) == (0, "p")
    assert json.loads(welcome["options"])["cores"] == 1

    seen: list[Any] = []
    widget.observe(seen.append, "options")
    page.changed(options=f'{{"cores": {2**69}, "environment": {{"A": "1"}}}}')
    assert widget.options["cores"] == 2**69
    assert len(seen) == 1
    assert page.heard == [], "no echo"

    widget.options = {"cores": 2}
    message, _ = page.wait("set")
    assert json.loads(message["options"]) == {"cores": 2}, "only what was named"
    page.say(type="hello", page="p")
    welcome, _ = page.wait("welcome")
    assert welcome["setAt"] == welcome["revision"] == 1


def test_what_a_page_sends_is_checked(page: Page) -> None:
    _ = page.widget.options
    for options in ('{"cores": 0}', '{"nonsense": 0}', "no JSON", "[" * 100_000, "[]"):
        page.changed(options=options)
    page.say(type="nonsense")
    page.change(choose=1)
    assert page.widget.options["cores"] == 1
    assert page.widget.cluster_name is None


def test_options_of_a_page_before_the_gateway_has_told_python(login: Any, monkeypatch: Any) -> None:
    login("wrong")
    widget = GatewayWidget()
    with pytest.raises(OptionsNotLoadedError):
        _ = widget.options
    login()
    page = Page(widget, monkeypatch)
    taken = threading.Event()
    widget.observe(lambda _: taken.set(), "options")
    page.changed(options='{"cores": 8}')
    page.changed(options='{"cores": 9}')
    assert taken.wait(TIMEOUT_SECONDS)
    assert widget.options["cores"] == 9


def test_options_of_a_page_wait_as_long_as_the_gateway_is_away(login: Any, monkeypatch: Any) -> None:
    login("wrong")
    widget = GatewayWidget()
    page = Page(widget, monkeypatch)
    page.changed(options='{"cores": 9}')
    with pytest.raises(OptionsNotLoadedError):
        _ = widget.options
    login()
    assert widget.options["cores"] == 9


def test_what_is_configured_here_counts_more_than_what_a_form_began_with(
    login: Any, monkeypatch: Any
) -> None:
    def opened(**configuration: Any) -> Page:
        login("wrong")
        widget = GatewayWidget()
        with pytest.raises(OptionsNotLoadedError):
            _ = widget.options
        login(**configuration)
        page = Page(widget, monkeypatch)
        page.say(type="hello", page="p")
        assert page.wait("welcome")[0]["options"] is None
        return page

    page = opened(**{"cluster.options": {"cores": 3}})
    page.changed(options='{"cores": 1}', edited=False)
    told = page.wait("set")[0]
    assert (told["revision"], told["initial"], json.loads(told["options"])["cores"]) == (1, True, 3)
    assert page.widget.options["cores"] == 3
    page.change(options='{"cores": 1}', edited=False, revision=0)
    assert page.wait("taken")[0]["revision"] == 1, "it was on its way"
    assert page.widget.options["cores"] == 3
    page.changed(options='{"cores": 1}', edited=False)
    assert page.widget.options["cores"] == 1, "it knows of 3"

    page = opened(**{"cluster.options": {"cores": 3}})
    page.changed(options='{"cores": 9}', edited=True)
    assert json.loads(page.wait("set")[0]["options"])["cores"] == 9, "the user's own"
    assert page.widget.options["cores"] == 9


def test_changes_that_come_late_or_twice_change_nothing(page: Page) -> None:
    widget = page.widget
    page.change(count=2, options='{"cores": 2}', choose="abc")
    page.change(count=1, options='{"cores": 3}', choose="def", launching=True)
    page.change(count=2, options='{"cores": 4}', choose="def")
    assert (widget.options["cores"], widget.cluster_name, widget._launching) == (2, "abc", False)
    for _ in range(3):
        assert page.wait("taken")[0]["count"] == 2, "each is answered: the first answer may be lost"
    # Another page counts for itself.
    nothing = dict.fromkeys(["options", "launching", "choose", "cluster", "status"])
    page.say(type="changes", page="q", count=1, revision=0, **{**nothing, "options": '{"cores": 5}'})
    assert page.wait("taken")[0]["page"] == "q"
    assert widget.options["cores"] == 5


def test_options_of_a_page_that_has_missed_what_was_set(page: Page) -> None:
    widget = page.widget
    widget.options = {"cores": 2}
    page.change(revision=0, options='{"cores": 3}', choose="abc")
    assert page.wait("taken")[0]["revision"] == 1, "so it knows"
    assert (widget.options["cores"], widget.cluster_name) == (2, "abc")
    page.changed(options='{"cores": 3}')
    assert widget.options["cores"] == 3
    page.say(type="hello", page="p")
    assert page.wait("welcome")[0]["setAt"] == 0


def test_an_observer_that_raises_stops_no_other_news(page: Page) -> None:
    def refuse(_: object) -> None:
        raise RuntimeError("no")

    page.widget.observe(refuse, "cluster_name")
    page.changed(choose="abc", options='{"cores": 3}', launching=True)
    assert (page.widget.cluster_name, page.widget._launching) == ("abc", True)
    assert page.widget.options["cores"] == 3


def test_observers_of_options_do_not_wait_for_what_the_page_is_sent(page: Page, monkeypatch: Any) -> None:
    widget = page.widget
    _ = widget.options
    states: list[object] = []
    monkeypatch.setattr(widget, "send_state", lambda key: states.append(key))
    heard: list[tuple[object, int, int]] = []

    def note(change: Any) -> None:
        heard.append((change.new["cores"], len(page.heard), len(states)))

    widget.observe(note, "options")
    page.changed(options='{"cores": 3}')
    assert (heard, states) == ([(3, 0, 0)], ["options"])
    # Another observer may take its time: the page need not wait for that.
    page.changed(options='{"cores": 4}', choose="abc")
    assert heard[1:] == [(4, 1, 1)]
    with widget.hold_trait_notifications():
        widget.options = {"cores": 5}
        assert len(heard) == 2
    assert [cores for cores, *_ in heard] == [3, 4, 5]


def refuse(page: Page, error: Exception) -> None:
    """Observe the options, and raise this whenever they change."""

    def observer(_: object) -> None:
        raise error

    _ = page.widget.options
    page.widget.observe(observer, "options")


def test_an_observer_of_options_that_raises_leaves_the_page_with_its_answer(page: Page) -> None:
    refuse(page, RuntimeError("no"))
    page.changed(options='{"cores": 3}')
    page.changed(options='{"cores": 4}')
    assert page.widget.options["cores"] == 4


def test_what_is_set_here_reaches_the_page_though_an_observer_raises(page: Page) -> None:
    refuse(page, ValueError("no"))
    with pytest.raises(ValueError, match="no"):
        page.widget.options = {"cores": 3}
    assert [(news["type"], news["options"]) for news, _ in page.heard] == [("set", '{"cores": 3}')]


def test_a_value_error_of_an_observer_is_not_taken_for_a_fault_of_the_page(page: Page) -> None:
    refuse(page, ValueError("no"))
    with pytest.raises(ValueError, match="no"):
        page.widget._receive_options_text('{"cores": 3}', Changes("p", 1, 0, None, None, None, None, None))


def test_what_an_observer_sets_comes_after_the_answer(page: Page) -> None:
    widget = page.widget

    def at_most_3(change: Any) -> None:
        if change.new["cores"] > 3:
            widget.options = {"cores": 3}

    _ = widget.options
    widget.observe(at_most_3, "options")
    page.change(options='{"cores": 9}')
    assert [(news["type"], news["revision"]) for news, _ in page.heard] == [("taken", 0), ("set", 1)]


def test_what_an_observer_makes_of_options_is_what_pages_hear_last(page: Page) -> None:
    widget = page.widget
    _ = widget.options

    def at_most_two(change: Any) -> None:
        if change.new["cores"] > 2:
            widget.options = {"cores": 2}

    widget.observe(at_most_two, "options")
    widget.options = {"cores": 9}
    heard = [(said["revision"], json.loads(said["options"])) for said, _ in page.heard]
    assert heard == [(1, {"cores": 2}), (2, {"cores": 2})]


def test_no_options_are_set_during_a_launch(page: Page) -> None:
    widget = page.widget
    page.changed(launching=True)
    with pytest.raises(RuntimeError, match="being launched"):
        widget.options = {"cores": 2}
    with pytest.raises(ValueError, match="just being launched"):
        widget.connect()
    assert widget.options["cores"] == 1
    page.changed(launching=False)
    widget.options = {"cores": 2}


def test_the_cluster_of_a_page(page: Page) -> None:
    widget = page.widget
    seen: list[Any] = []
    widget.observe(lambda change: seen.append((change.name, change.new)), ["cluster_name", "cluster_status"])
    page.changed(choose="abc")
    page.changed(cluster="abc", status="RUNNING")
    page.changed(cluster="other", status="FAILED")
    assert (widget.cluster_name, widget.cluster_status) == ("abc", "RUNNING")
    assert seen == [("cluster_name", "abc"), ("cluster_status", "RUNNING")]
    assert page.heard == [], "no echo"
    widget.cluster_name = "def"
    assert page.wait("cluster")[0]["cluster"] == "def"
    assert widget.cluster_status is None


def test_the_figures_of_that_cluster(page: Page) -> None:
    widget = page.widget
    seen: list[Any] = []
    widget.observe(lambda change: seen.append(change.new), "cluster_figures")
    tasks = {"all": 9, "released": 1, "memory": 2, "processing": 3, "waiting": 3, "erred": 0}
    figures = {"workers": 2, "threads": 4, "memory": 2**40, "results": 5, "tasks": tasks}
    page.changed(choose="abc", cluster="abc", status="RUNNING", figures=figures)
    page.changed(cluster="other", figures={**figures, "workers": 9})
    assert widget.cluster_figures == figures
    page.changed(cluster="abc", figures={**figures, "workers": 3})
    assert widget.cluster_status == "RUNNING"
    assert "cluster_figures" not in widget.get_state(), "a notebook is no place for it"
    # Its scheduler is not heard any more.
    page.changed(cluster="abc", figures=dict.fromkeys(figures))
    assert seen == [figures, {**figures, "workers": 3}, None]
    page.changed(cluster="abc", figures=figures)
    page.changed(choose="abc")
    assert widget.cluster_figures is None, "the page tells it anew"
    page.changed(cluster="abc", figures=figures)
    widget.cluster_name = "def"
    assert widget.cluster_figures is None


def test_a_plot_of_that_cluster(page: Page) -> None:
    widget = page.widget
    with pytest.raises(ValueError, match="No cluster is chosen"):
        widget.plot("task stream")
    widget.cluster_name = "abc"
    with pytest.raises(RuntimeError, match="display it first"):
        widget.plot("task stream")
    page.say(type="hello", page="p", count=0)
    page.say(type="hello", page="q", count=0)
    for name, path in [
        ("task stream", "/individual-task-stream"),
        ("Workers Memory", "/individual-workers-memory"),
        ("/individual-graph", "/individual-graph"),
        ("Individual Progress", "/individual-progress"),
        ("cluster map", "/statics/individual-cluster-map.html"),
    ]:
        widget.plot(name)
        sent = page.wait("plot")[0]
        assert sent == {"type": "plot", "page": "q", "cluster": "abc", "plot": path}
    for name in [
        "",
        "  ",
        "../status",
        "a/b",
        "a?b",
        "a b c" * 20,
        "tâche",
        "gr\naph",
        "graph /individual-cpu",
    ]:
        with pytest.raises(ValueError, match="no plot has such a name"):
            widget.plot(name)


def test_relay(page: Page, real: RealGateway) -> None:
    reply, body = page.ask("GET", "config")
    assert reply["status"] == 200
    assert json.loads(body)["address"] == real.address
    reply, body = page.ask("GET", "api/v1/options")
    assert str(2**70).encode() in body
    reply, body = page.ask("POST", "api/v1/clusters/", '{"cluster_options": {"odd": 1.0}}')
    assert reply["status"] == 201
    name = json.loads(body)["name"]
    try:
        while json.loads(page.ask("GET", f"api/v1/clusters/{name}?wait")[1])["status"] == "PENDING":
            pass
        for path in (f"api/v1/clusters/{name}", "api/v1/clusters/?status=running"):
            reply, body = page.ask("GET", path)
            assert reply["status"] == 200
            assert b"tls_" not in body
            assert b"PRIVATE KEY" not in body
        assert json.loads(page.ask("GET", f"clusters/{name}/json/counts.json")[1])["workers"] == 0
        reply, body = page.ask("POST", f"api/v1/clusters/{name}/scale", '{"count": -1}')
        assert (reply["status"], reply["headers"]) == (
            422,
            {"Content-Type": "application/json"},
        )
    finally:
        assert page.ask("DELETE", f"api/v1/clusters/{name}")[0]["status"] == 204


@pytest.mark.parametrize(
    ("method", "path", "error"),
    [
        ("GET", "api/../secret", "bad-path"),
        ("GET", "/etc/passwd", "bad-path"),
        ("GET", "http://elsewhere/api/v1/options", "bad-path"),
        ("GET", "clusters/x/status", "bad-path"),
        ("GET", "clusters/x/json/../../y", "bad-path"),
        ("POST", "clusters/x/json/counts.json", "bad-method"),
        ("PUT", "api/v1/options", "bad-method"),
        ("DELETE", "config", "bad-method"),
    ],
)
def test_only_the_paths_of_the_api_are_relayed(page: Page, method: str, path: str, error: str) -> None:
    reply, body = page.ask(method, path)
    assert reply["headers"]["Dask-Gateway-Error"] == error
    assert json.loads(body)["error"]


def test_relay_does_not_wait_for_the_kernels_thread(page: Page) -> None:
    # This thread is the cell's, and it waits here.
    page.say(type="request", id="1", method="GET", path="api/health", body=None)
    assert page.wait("reply")[0]["status"] == 200


# ---- What is saved ------------------------------------------------------------------------------------


def test_nothing_secret_is_saved(login: Any) -> None:
    login()
    widget = GatewayWidget(options={"environment": {"API_KEY": "hush"}, "cores": 5})
    widget.cluster_name = "0123456789abcdef"
    saved = json.dumps([widget.get_state(), widget._repr_mimebundle_(), repr(widget)])
    for secret in ("s3cret", "hush", "API_KEY", "0123456789abcdef"):
        assert secret not in saved
    assert set(json.loads(widget.get_state()["options"])) == {"cores", "odd"}


def test_static_table(login: Any) -> None:
    login()
    widget = GatewayWidget(options={"environment": {"A": "<b>"}, "cores": 5})
    bundle = widget._repr_mimebundle_()
    assert "<th>Cores</th><td>5</td>" in bundle["text/html"]
    assert "<th>environment</th><td>1 item</td>" in bundle["text/html"]
    assert bundle["text/plain"] == repr(widget)
    assert repr(widget).splitlines()[1].split() == ["Cores", "5"]
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    assert bundle[MIME]["address"] == widget._address


def test_the_view(login: Any) -> None:
    from traitlets import TraitError

    login()
    widget = GatewayWidget(view="options")
    assert widget.get_state("view") == {"view": "options"}
    with pytest.raises(TraitError):
        widget.view = "everything"
