/** dask-gateway-server's validation in a process of its own, which is asked a line at a time. */
import { PythonProgram } from "./python-program.mjs";

const PROGRAM = `
import json, sys, time
from dask_gateway_server import options as kinds
make = {
    "int": kinds.Integer, "float": kinds.Float, "string": kinds.String, "bool": kinds.Bool, "mapping": kinds.Mapping,
    "select": lambda field, options, **more: kinds.Select(field, options, **more),
}
def fields(spec):
    for each in spec:
        kind = dict(each["spec"])
        yield make[kind.pop("type")](each["field"], default=each["default"], label=each["label"], **kind)
def answer():
    return json.dumps(options.parse_options(json.loads(request)))
for line in sys.stdin:
    asked = json.loads(line)
    if "spec" in asked:
        options, request = kinds.Options(*fields(json.loads(asked["spec"]))), asked["request"]
        said = True
    elif "calls" in asked:
        start = time.perf_counter()
        for _ in range(asked["calls"]):
            answer()
        said = (time.perf_counter() - start) / asked["calls"] * 1e6
    else:
        said = answer()
    print(json.dumps(said), flush=True)
`;

export class PythonServer {
  #program = new PythonProgram(PROGRAM);

  /** Which options it publishes, and what it is asked for, as texts. */
  load(spec, request) {
    return this.#program.ask({ spec, request });
  }

  /** What it makes of the request, as text. */
  answer() {
    return this.#program.ask({});
  }

  /** Microseconds a call. */
  time(calls) {
    return this.#program.ask({ calls });
  }

  stop() {
    this.#program.stop();
  }
}
