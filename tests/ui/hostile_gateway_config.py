# A gateway whose options are what no administrator would publish, and nothing forbids.
import os

from dask_gateway_server.options import Bool, Float, Integer, Mapping, Options, Select, String

c = get_config()  # noqa: F821

c.Proxy.address = f"127.0.0.1:{os.environ['GATEWAY_PORT']}"
c.DaskGateway.address = f"127.0.0.1:{os.environ['GATEWAY_API_PORT']}"
c.DaskGateway.authenticator_class = "dask_gateway_server.auth.SimpleAuthenticator"
c.SimpleAuthenticator.password = os.environ["GATEWAY_PASSWORD"]
c.DaskGateway.backend_class = "dask_gateway_server.backends.inprocess.InProcessBackend"

HTML = "<img src=x onerror=\"document.title='hacked'\"> & <b>bold</b>"

c.Backend.cluster_options = Options(
    String("html", default="naïve — 日本 \U0001f600 </script>", label=HTML),
    Float("nan", default=float("nan"), max=float("inf"), label="Not a number"),
    Float("largest", default=1e308, max=1.7976931348623157e308, label="Largest"),
    Float("smallest", default=5e-324, label="Smallest"),
    Integer("big", default=2**53 + 1, min=-(2**63), max=2**70, label="Big"),
    Bool("dup", default=True, label="First of two"),
    String("dup", default="x", label="Second of two"),
    String("worker cores", default="no identifier", label="Spaces"),
    String("__proto__", default="p", label="Prototype"),
    String("constructor", default="c", label="Constructor"),
    String("lines", default="one\n  two\n", label="Lines"),
    String("surrogate", default="\ud800", label="Lone surrogate"),
    Select("few", ["", "a b", "é"], label="Few"),
    Select("many", [f"image-{n:02}" for n in range(40)] + [HTML, "", "lone \udfff"], label="Many"),
    Mapping(
        "nested",
        default={"x": [1, 2.5, None, True], "n": {"big": 2**60, "inf": float("inf")}},
        label="Nested",
    ),
    Mapping("env", default={"A": "1", "PEM": "a\nb\n", "odd": "\udc80 '\" #:"}, label="Environment"),
    handler=lambda options: {},
)
