"""The site's settings, `gateway.jupyter.site`: what is read of them, and what is said of what is broken."""

from __future__ import annotations

import datetime
import json
import math
from typing import Any

import pytest
import yaml
from dask_gateway_server.traitlets import MemoryLimit
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from jupyter_dask_gateway.config.site import check_site, misfits, read_site, refusal
from jupyter_dask_gateway.config.site.check import schema
from jupyter_dask_gateway.config.site.quantity import read_size

GIB = 2**30
A_DATE = "is a date, which YAML makes of an unquoted one: put quotes around it to make it text"


def read(text: str) -> dict[str, Any]:
    """Return what is read of YAML in which nothing is wrong."""
    site = check_site(yaml.safe_load(text))
    assert site.problems == ()
    assert site.normalized is not None
    return site.normalized


def faults(block: object) -> list[str]:
    return [str(problem).removeprefix("gateway.jupyter.site") for problem in check_site(block).problems]


# ---- each member, good ---------------------------------------------------------------------------------


def test_nothing_is_said() -> None:
    assert check_site(None).normalized is None
    assert check_site(None).problems == ()
    assert check_site({}).normalized == {}


def test_resources() -> None:
    said = read(
        """
        worker: {cores: worker_cores, memory: worker_memory GiB, gpus: 0, price: 0.05}
        scheduler: {cores: 1.5, memory: 2 GiB, gpus: gpus}
        """
    )
    assert said == {
        "worker": {
            "cores": {"option": "worker_cores", "unit": 1},
            "memory": {"option": "worker_memory", "unit": GIB},
            "gpus": 0,
            "price": 0.05,
        },
        "scheduler": {"cores": 1.5, "memory": 2 * GIB, "gpus": {"option": "gpus", "unit": 1}},
    }


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("worker_memory", {"option": "worker_memory", "unit": 1}),
        ("worker_memory bytes", {"option": "worker_memory", "unit": 1}),
        (" worker_memory   GB ", {"option": "worker_memory", "unit": 10**9}),
        ("worker_memory M", {"option": "worker_memory", "unit": 2**20}),
        ("memory per worker", {"option": "memory per worker", "unit": 1}),
        ("7.545G", 8101382062),
        ("16 GB", 16_000_000_000),
        ("0.3 GB", 300_000_000),
        ("7.5Gi", 8053063680),
        ("1 tib", 2**40),
        ("2147483648", 2 * GIB),
        (2 * GIB, 2 * GIB),
        (16e9, 16_000_000_000),
    ],
)
def test_memory(written: object, read: object) -> None:
    site = check_site({"worker": {"memory": written}})
    assert site.problems == ()
    assert site.normalized == {"worker": {"memory": read}}


@pytest.mark.parametrize(
    "written",
    ["7.5 GiBs", "16g", "500m", "1.2.3 G", "8", 8, -1, 0, True, math.nan, math.inf, 2**70, "9999 PiB", []],
)
def test_no_memory(written: object) -> None:
    assert check_site({"worker": {"memory": written, "cores": 1}}).normalized == {"worker": {"cores": 1}}
    [fault] = faults({"worker": {"memory": written, "cores": 1}})
    assert fault.startswith(".worker.memory must be a ")


@given(
    st.decimals(min_value=0, max_value=8000, places=6).map(str) | st.integers(0, 8000).map(str),
    st.sampled_from("KMGT"),
    st.sampled_from(["", " "]),
)
def test_sizes_are_those_of_the_gateway(number: str, suffix: str, space: str) -> None:
    theirs = MemoryLimit().validate(None, f"{number}{space}{suffix}")
    in_bounds = 2**20 <= theirs <= 2**53
    assert read_size(f"{number}{space}{suffix}") == (theirs if in_bounds else None)


def test_values_are_known_by_their_text() -> None:
    said = read(
        """
        values:
          gpu: {yes: {worker: {gpus: 1}}, no: {worker: {gpus: 0}}}
          threads: {1: {worker: {cores: 1}}, 2.5: {worker: {cores: 3}}}
          size: {small: {scheduler: {cores: 1}}, __proto__: {worker: {cores: 2}}, none: }
        """
    )
    assert said["values"] == {
        "gpu": {"True": {"worker": {"gpus": 1}}, "False": {"worker": {"gpus": 0}}},
        "threads": {"1": {"worker": {"cores": 1}}, "2.5": {"worker": {"cores": 3}}},
        "size": {"small": {"scheduler": {"cores": 1}}, "__proto__": {"worker": {"cores": 2}}, "none": {}},
    }


def test_prices_and_limits() -> None:
    said = read(
        """
        prices: {currency: USD, core_hour: 0.03, gib-hour: 0.004, gpu_hour: 1}
        limits: {clusters: 4, workers: 100, cores: 100.5, memory: 800 GiB}
        """
    )
    assert said == {
        "prices": {"currency": "USD", "core_hour": 0.03, "gib_hour": 0.004, "gpu_hour": 1},
        "limits": {"clusters": 4, "workers": 100, "cores": 100.5, "memory": 800 * GIB},
    }


@pytest.mark.parametrize(
    ("written", "read"), [(4, 4), (0, 0), ([0, 10], (0, 10)), ((3, 3), (3, 3)), (4.0, 4)]
)
def test_workers(written: object, read: object) -> None:
    site = check_site({"workers": written})
    assert site.problems == ()
    assert site.workers == read


@pytest.mark.parametrize(
    "written", ["4", -1, 1.5, True, 2**32, [1], [1, 2, 3], [1, "2"], {"minimum": 1}, math.inf]
)
def test_no_workers(written: object) -> None:
    assert check_site({"workers": written}).workers is None
    [fault] = faults({"workers": written})
    assert fault.startswith(".workers must be a ") or "finite" in fault


def test_bounds_the_wrong_way_round() -> None:
    assert faults({"workers": [3, 1]}) == [".workers has its larger bound first: write the smaller one first"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (1800, 1800),
        ("30 minutes", 1800),
        ("1.5 hours", 5400),
        ("0.1 seconds", 0.1),
        ("idle_timeout", {"option": "idle_timeout", "unit": 1}),
        ("idle_timeout_minutes minutes", {"option": "idle_timeout_minutes", "unit": 60}),
        ("idle hours", {"option": "idle", "unit": 3600}),
    ],
)
def test_idle_timeout(written: object, read: object) -> None:
    site = check_site({"idle_timeout": written})
    assert (site.normalized, site.problems) == ({"idle_timeout": read}, ())


@pytest.mark.parametrize("written", ["30 fortnights", -1, True, "", "1:30", [], 2**70])
def test_no_idle_timeout(written: object) -> None:
    assert check_site({"idle_timeout": written}).normalized == {}
    assert len(faults({"idle_timeout": written})) == 1


def test_presets() -> None:
    said = check_site(
        yaml.safe_load(
            """
            presets:
              - {name: Big memory, description: For joins, options: {worker_memory: 16, image: }, workers: 4}
              - {name: Wide, workers: [0, 20]}
            """
        )
    )
    assert said.problems == ()
    assert said.presets == [
        {
            "name": "Big memory",
            "description": "For joins",
            "options": {"worker_memory": 16, "image": None},
            "workers": 4,
        },
        {"name": "Wide", "description": "", "options": {}, "workers": [0, 20]},
    ]


def test_broken_presets() -> None:
    block = {
        "presets": [
            {
                "name": "a",
                "options": {"day": datetime.date(2020, 1, 1), 1: 2, "x": math.inf},
            },
            {"name": "a"},
            {"name": " "},
            {"options": {}},
            {"name": 7},
            {"name": "b", "options": []},
            {"name": "c", "workers": [2, 1], "colour": "red"},
            "d",
        ]
    }
    site = check_site(block)
    assert [(it["name"], it["options"]) for it in site.presets] == [
        ("a", {"x": math.inf}),
        ("b", {}),
        ("c", {}),
    ]
    assert sorted(faults(block)) == [
        ".presets[0].options has an option whose name is no text: put quotes around it",
        f".presets[0].options.day {A_DATE}",
        ".presets[1] has the name of one before it: give each its own",
        ".presets[2] needs a name",
        ".presets[3] needs a name",
        ".presets[4].name must be text of 1 to 100 characters",
        ".presets[5].options must be a mapping of options",
        ".presets[6].colour is not known: there are name, description, options, workers",
        ".presets[6].workers has its larger bound first: write the smaller one first",
        ".presets[7] must be a mapping with a name",
    ]


def test_many_presets() -> None:
    block = {"presets": [{"name": str(number)} for number in range(101)]}
    assert len(check_site(block).presets) == 100
    assert faults(block) == [".presets has more than 100 entries: those after are left out"]


def test_long_presets() -> None:
    block = {"presets": [{"name": str(number), "options": {"x": "ä" * 10_000}} for number in range(9)]}
    site = check_site(block)
    assert [it["name"] for it in site.presets] == ["0", "1", "2", "3"]
    assert len(json.dumps(site.normalized)) < 2**18
    assert faults(block) == [
        ".presets is longer than 256 KiB: those from number 5 on are left out; shorten them"
    ]


def test_sayings() -> None:
    said = read(
        """
        refused:
          text: Ask for <b>more</b>
          links:
            - {text: Request quota, url: "https://x.test/a?b=c@d"}
            - {text: Mail, url: "mailto:help@x.test"}
        help: {text: Prices are estimates.}
        """
    )
    assert said["refused"] == {
        "text": "Ask for <b>more</b>",
        "links": [
            {"text": "Request quota", "url": "https://x.test/a?b=c@d"},
            {"text": "Mail", "url": "mailto:help@x.test"},
        ],
    }
    assert said["help"] == {"text": "Prices are estimates.", "links": []}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://x",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//x.test",
        "/path",
        "https://ada:s3cret@x.test",
        "https://x.test\n",
        "https://x\x00.test",
        "",
        3,
    ],
)
def test_no_link(url: object) -> None:
    block = {"help": {"text": "x", "links": [{"text": "y", "url": url}]}}
    assert check_site(block).normalized == {"help": {"text": "x", "links": []}}
    [fault] = faults(block)
    assert fault.startswith(".help.links[0].url must be an address that begins with https://")
    assert "s3cret" not in fault


@pytest.mark.parametrize("written", ["yes", 1, [], {}])
def test_hidden_is_true_or_false(written: object) -> None:
    assert not check_site({"hide_without_gateway": written}).hides_without_gateway
    assert faults({"hide_without_gateway": written}) == [".hide_without_gateway must be true or false"]


# ---- what is broken ------------------------------------------------------------------------------------


def test_a_broken_part_leaves_the_rest() -> None:
    block = {
        "worker": {"cores": -1, "memory": "2 GiB"},
        "prices": {"currency": 3, "core_hour": "free", "gib_hour": math.nan, "gpu_hour": 2},
        "values": {"size": {"big": {"worker": {"cores": [], "gpus": 1}, "cores": 2}, "odd": 3}, "other": []},
        "limits": 7,
    }
    assert check_site(block).normalized == {
        "worker": {"memory": 2 * GIB},
        "prices": {},
        "values": {"size": {"big": {"worker": {"gpus": 1}}}},
    }
    assert sorted(faults(block)) == [
        ".limits must be a mapping",
        ".prices.core_hour must be a number ≥ 0",
        ".prices.currency must be text of 1 to 12 characters",
        ".prices.gib_hour must be a finite number",
        ".values.other must be a mapping of the option's values",
        ".values.size.big.cores is not known here: it belongs into worker or scheduler",
        ".values.size.big.worker.cores must be a number ≥ 0 or the name of an option",
        ".values.size.odd must be a mapping with worker or scheduler",
        ".worker.cores must be a number ≥ 0 or the name of an option",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        {"worker": {"gpus": -1}},
        {"scheduler": {"gpus": "1e9"}},
        {"values": {"size": {"big": {"worker": {"gpus": True}}}}},
    ],
)
def test_nothing_has_a_price_where_it_is_not_known_how_many_gpus_there_are(broken: dict[str, Any]) -> None:
    prices = {"currency": "USD", "core_hour": 0.03, "gpu_hour": 1}
    site = check_site({"prices": prices, **broken}, fill_in=False)
    assert [str(it).partition(" must")[0].rpartition(".")[2] for it in site.problems] == ["gpus"]
    assert site.normalized is not None
    assert site.normalized["prices"] == {"currency": "USD"}
    without = {name: price for name, price in prices.items() if name != "gpu_hour"}
    site = check_site({"prices": without, **broken}, fill_in=False)
    assert site.normalized is not None
    assert site.normalized["prices"] == without


@pytest.mark.parametrize("prices", [{"core_hour": -0.03}, {"core_hour": True}, {"core_hours": 0.03}])
def test_of_prices_all_are_known_or_none(prices: dict[str, Any]) -> None:
    normal = check_site({"prices": {"currency": "USD", "gib_hour": 0.004, **prices}}).normalized
    assert normal == {"prices": {"currency": "USD"}}
    normal = check_site({"prices": {"currency": 3, "gib_hour": 0.004}}).normalized
    assert normal == {"prices": {"gib_hour": 0.004}}


def test_the_nearest_name_is_told() -> None:
    assert faults({"preset": [], "prices": {"core_hours": 1}}) == [
        ".preset is not known (perhaps presets is meant)",
        ".prices.core_hours is not known (perhaps core_hour is meant)",
    ]


def test_names_that_hold_secrets_are_not_told() -> None:
    [fault] = faults({"values": {"db_password": {"hunter2 is it": 3}}})
    assert "hunter2" not in fault


def deep(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth):
        value = {"a": [value]}
    return value


def endless() -> Any:
    value: dict[str, Any] = {}
    value["a"] = value
    return value


def doubling() -> Any:
    """YAML's anchors make much of little."""
    value: Any = "lol"
    for _ in range(60):
        value = [value, value]
    return {"a": value}


@pytest.mark.parametrize(
    "block",
    [
        "x" * 10_000_000,
        {"help": {"text": "x" * 10_000_000}},
        {"x" * 1_000_000: 1},
        {str(number): number for number in range(100_000)},
        {"values": {"size": {str(number): {"worker": {"cores": -1}} for number in range(100_000)}}},
        {"presets": [{"name": str(number), "options": []} for number in range(100_000)]},
        {"worker": deep(10_000)},
        {"presets": [{"name": "x", "options": deep(10_000)}]},
        {"presets": [{"name": "x", "options": endless()}]},
        {"presets": [{"name": "x", "options": doubling()}]},
        {"workers": 2**70, "idle_timeout": 10**400, 7: 8, None: 1, "presets": b"x"},
        {"__proto__": {"worker": 1}, "constructor": 1, "worker": {"__proto__": 2}},
        {"worker": {"cores": "\ud800", "memory": "\x00"}, "help": {"text": "\ud800 </script>"}, "": 1},
        {"presets": [{"name": "x", "options": {"big": 10**5000}}]},
        {"worker": {"memory": "9" * 40}, "idle_timeout": "9" * 40},
        {"worker": {"price": "9" * 5000, "cores": "9" * 5000}},
    ],
)
def test_hostile_blocks(block: object) -> None:
    site = check_site(block)
    assert 0 < len(site.problems) <= 100
    assert all(len(str(problem)) < 700 for problem in site.problems)
    assert len(json.dumps(site.normalized)) < 2**20


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["7.5 GiB", "worker_memory GiB", "30 minutes", "{HOME}", "{", "https://x.test"])
    | st.dates()
    | st.binary(max_size=3)
)
NAMES = st.sampled_from(
    [
        *schema()["properties"],
        *(name for rules in schema()["$defs"].values() for name in rules.get("properties", ())),
        "core-hour",
        "__proto__",
    ]
)
KEYS = NAMES | LEAVES.filter(lambda key: key == key)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=30,
)


def as_written(normal: Any) -> Any:
    """Return the normalized form as an administrator would write it."""
    if isinstance(normal, dict):
        if set(normal) == {"option", "unit"}:
            unit = {60: " minutes", 3600: " hours", GIB: " GiB"}.get(normal["unit"], "")
            return f"{normal['option']}{unit}"
        return {name: as_written(item) for name, item in normal.items()}
    return [as_written(it) for it in normal] if isinstance(normal, list) else normal


@given(st.dictionaries(NAMES, ANYTHING, max_size=6) | ANYTHING)
def test_it_raises_nothing(block: object) -> None:
    site = check_site(block)
    assert all(isinstance(str(problem), str) for problem in site.problems)
    json.dumps(site.normalized)


QUANTITIES = st.integers(0, 1000) | st.floats(0, 1000) | st.just("worker_cores")
RESOURCES = st.fixed_dictionaries(
    {},
    optional={
        "cores": QUANTITIES,
        "gpus": QUANTITIES,
        "memory": st.integers(2**20, 2**50) | st.sampled_from(["7.545G", "2 GiB", "worker_memory GiB"]),
        "price": st.floats(0, 100),
    },
)
WORKERS = st.integers(0, 100) | st.tuples(st.integers(0, 9), st.integers(9, 99)).map(list)
GOOD = st.fixed_dictionaries(
    {},
    optional={
        "worker": RESOURCES,
        "scheduler": RESOURCES,
        "values": st.dictionaries(
            st.sampled_from(["size", "gpu"]),
            st.dictionaries(
                st.text("abc 12,", min_size=1, max_size=9),
                st.fixed_dictionaries({}, optional={"worker": RESOURCES}),
            ),
        ),
        "workers": WORKERS,
        "idle_timeout": st.sampled_from([60, "30 minutes", "idle minutes"]),
        "presets": st.lists(
            st.fixed_dictionaries(
                {"name": st.text("abc", min_size=1)},
                optional={"workers": WORKERS, "description": st.text("ab ")},
            ),
            max_size=3,
            unique_by=lambda it: it["name"],
        ),
        "hide_without_gateway": st.booleans(),
    },
)


@given(GOOD)
def test_what_is_right_is_valid_and_stays_as_it_is(block: Any) -> None:
    Draft202012Validator(schema()).validate(block)
    site = check_site(block)
    assert site.problems == ()
    again = check_site(as_written(site.normalized))
    assert (again.normalized, again.problems) == (site.normalized, ())


# ---- beside a gateway's options ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "value", "why"),
    [
        ({"type": "int", "min": "1", "max": "8"}, 8, None),
        ({"type": "int", "min": "1", "max": "8"}, 9, "above its maximum, 8"),
        ({"type": "int", "min": 1, "max": None}, 0, "below its minimum, 1"),
        ({"type": "int"}, 1.0, "no whole number"),
        ({"type": "float", "min": "0.1", "max": "NaN"}, 10**400, None),
        ({"type": "float", "min": "0.1", "max": "9" * 5000}, 0, "below its minimum, 0.1"),
        ({"type": "float", "min": "low", "max": []}, 0, None),
        ({"type": "float"}, "1", "no number"),
        ({"type": "bool"}, 1, "neither true nor false"),
        ({"type": "string"}, None, "no text"),
        ({"type": "mapping"}, [], "no mapping"),
        ({"type": "select", "options": ["a"]}, ["a"], "none of its choices"),
        ({"type": "of the future"}, object(), None),
    ],
)
def test_what_an_option_cannot_have(spec: Any, value: object, why: str | None) -> None:
    assert refusal(spec, value, "presets[0]") == why


def test_a_table_has_texts_of_values() -> None:
    assert refusal({"type": "int", "max": 1}, "2", "values") is None
    assert refusal({"type": "bool"}, "True", "values") is None
    assert refusal({"type": "bool"}, "yes", "values") == "neither true nor false"


def test_secret_values_are_not_told() -> None:
    settings = {
        "presets": [{"name": "a", "options": {"password": 7, "env": {"A": "s3cret"}, "n": "x" * 999}}]
    }
    specs = {"password": {"type": "string"}, "env": {"type": "string"}, "n": {"type": "int"}}
    said = misfits(settings, specs)
    assert [it.partition(" for ")[0].partition(" has ")[2] for it in said] == [
        "a value",
        "a value",
        "x" * 100,
    ]


# ---- from dask's configuration -------------------------------------------------------------------------


def test_templates_are_filled_in(configure: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("SITE_PRICE", "0.03")
    monkeypatch.setenv("SITE_IMAGE", "image:1")
    monkeypatch.delenv("SITE_MISSING", raising=False)
    block = {
        "prices": {"core_hour": "{SITE_PRICE}", "currency": "{SITE_MISSING}"},
        "presets": [{"name": "x", "options": {"image": "{SITE_IMAGE}", "deep": {"A": "{SITE_IMAGE}"}}}],
        "help": {"text": "{{braces}}"},
    }
    configure({"jupyter.site": block})
    site = read_site()
    assert site.normalized is not None
    assert site.normalized["prices"] == {"core_hour": 0.03}
    # As in gateway.cluster.options, what is deeper within an option is no template.
    assert site.presets[0]["options"] == {"image": "image:1", "deep": {"A": "{SITE_IMAGE}"}}
    assert site.normalized["help"]["text"] == "{braces}"
    [problem] = site.problems
    assert str(problem).startswith("gateway.jupyter.site.prices.currency needs SITE_MISSING, an environment")
    # Who checks a file elsewhere knows none of them.
    assert check_site(block, fill_in=False).problems == ()


def test_from_the_environment(configure: Any) -> None:
    from dask.config import collect_env

    site = collect_env(
        {
            "DASK_GATEWAY__JUPYTER__SITE__WORKERS": "[0, 10]",
            "DASK_GATEWAY__JUPYTER__SITE__PRICES__CORE_HOUR": "0.03",
            "DASK_GATEWAY__JUPYTER__SITE__WORKER__MEMORY": "2 GiB",
            # As Python writes it: dask of 2023 makes a text of "true".
            "DASK_GATEWAY__JUPYTER__SITE__HIDE_WITHOUT_GATEWAY": "True",
        }
    )["gateway"]["jupyter"]["site"]
    configure({"jupyter.site": site})
    assert read_site().problems == ()
    assert read_site().normalized == {
        "workers": [0, 10],
        "prices": {"core_hour": 0.03},
        "worker": {"memory": 2 * GIB},
        "hide_without_gateway": True,
    }


async def test_the_published_config_tells_it(configure: Any, fetch: Any) -> None:
    configure(
        {
            "address": "http://gateway:8000",
            "jupyter.site": {"workers": [0, 10], "prices": {"core_hour": -1}, "help": {"text": "a"}},
        }
    )
    config = json.loads((await fetch("config")).body)
    assert config["site"] == {"workers": [0, 10], "prices": {}, "help": {"text": "a", "links": []}}
    assert config["problems"] == {
        "gateway.jupyter.site.prices.core_hour": "gateway.jupyter.site.prices.core_hour in the Jupyter "
        "server's dask configuration must be a number ≥ 0."
    }


async def test_a_page_is_told_few_of_many_problems(configure: Any, fetch: Any) -> None:
    configure({"address": "http://gateway:8000", "jupyter.site": {"limits": dict.fromkeys("abcdefgh", 1)}})
    problems = json.loads((await fetch("config")).body)["problems"]
    assert len(problems) == 6
    assert "has 3 more problems" in list(problems.values())[-1]


@pytest.mark.parametrize("hides", [True, False])
async def test_who_has_no_gateway_may_see_no_panel(configure: Any, fetch: Any, hides: bool) -> None:
    configure({"jupyter.site": {"hide_without_gateway": hides}})
    response = await fetch("config")
    assert response.code == 503
    assert response.headers["Dask-Gateway-Error"] == "not-configured"
    body = json.loads(response.body)
    assert body.pop("error").startswith("No Dask Gateway is configured")
    assert body.pop("request") == response.headers["Dask-Gateway-Request"]
    assert body == ({"hide": True} if hides else {})


# ---- the schema ----------------------------------------------------------------------------------------


def rules_in(rules: Any) -> list[dict[str, Any]]:
    found = [rules] if isinstance(rules, dict) and "title" in rules else []
    inner = rules.values() if isinstance(rules, dict) else rules if isinstance(rules, list) else ()
    return [*found, *(it for each in inner for it in rules_in(each) if not isinstance(each, str))]


def test_the_schema_helps_editors() -> None:
    Draft202012Validator.check_schema(schema())
    described = rules_in(schema())
    assert len(described) >= 40
    for rules in described:
        assert rules["description"].endswith((".", ".."))
        if "$ref" not in rules:
            assert rules["errorMessage"].startswith("must be ") or rules is schema()
        for example in rules.get("examples", ()):
            whole = {**rules, "$defs": schema()["$defs"]}
            Draft202012Validator(whole).validate(example)
