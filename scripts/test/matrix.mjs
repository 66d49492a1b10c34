/**
 * npm run test:matrix: the wheel in other versions of Python, JupyterLab and JupyterHub, with the oldest of all that it needs, in
 * Notebook 7, in a JupyterLite site, on gateways in front of Slurm and with Kerberos tickets, and behind a proxy that makes faults; what a
 * Prometheus reads; other hosts of the widget and the element, and tabs that take over from each other; what repo2docker makes of the tree for Binder; and
 * npm's package in what makes web pages of it. In each, the browser tests marked for it run, and Python tests where it names some; most have an environment of their own in
 * .cache. All of it takes about 40 minutes on two processors; an argument chooses by name: `npm run test:matrix -- "Notebook 7"`.
 */
import { build } from "../build/main.mjs";
import { makeWheel } from "../build/package.mjs";
import { interpreter } from "../interpreters.mjs";
import { cache, Failure, main, quietly } from "../lib.mjs";
import { wheelEnvironment } from "../python.mjs";
import { setup } from "../setup.mjs";
import { makeImage } from "../stack/binder.mjs";
import { PACKAGES as KERBEROS } from "../stack/kerberos.mjs";
import { BUILDERS, PACKAGES as WEB_SERVER } from "../stack/lite.mjs";
import { PACKAGES as PROMETHEUS } from "../stack/prometheus.mjs";
import { PACKAGES as SLURM } from "../stack/slurm.mjs";
import { runSuites, sum } from "./counting.mjs";
import { makersOfPages, monitoring, pythonIn, ui } from "./suites.mjs";

/** What differs between versions of Python and of Jupyter's packages: the Jupyter server's half, the widget's, the doctor's. */
const OF_VERSIONS = [
  ...["access", "addresses", "api", "auth", "command", "compat", "config", "doctor", "failures"],
  ...["hidden_panel", "lifecycle", "named_gateway", "operators", "operators_events", "pace"],
  ...["paths", "presets", "redaction", "secret_options", "site", "user_token"],
  ...["widget_options", "widget_protocol", "widget_relay"],
].map((name) => `tests/python/test_${name}.py`);
const inPython = (version, more = {}) => ({
  python: version,
  packages: ["jupyterlab"],
  extras: ["anywidget", "hub"],
  pytest: OF_VERSIONS,
  ...more,
});

/** docs/compatibility.md has a line for each of the first. */
export const MATRIX = {
  // jupyter_server 2.4 among them. JupyterLab is none of what we need.
  "Python 3.10 and the oldest of all": inPython("3.10", {
    packages: [],
    lock: "scripts/test/oldest.txt",
  }),
  "Python 3.10": inPython("3.10"),
  "Python 3.12": inPython("3.12"),
  "Python 3.13": inPython("3.13"),
  "Python 3.14": inPython("3.14"),
  "JupyterLab, pre-releases included": {
    packages: ["jupyterlab>=4.7.0a0"],
    tests: ["--project=JupyterLab", "--grep=@matrix"],
  },
  "JupyterLab 4.2, JupyterHub 4.1": {
    packages: ["jupyterlab~=4.2.0", "jupyterhub~=4.1.0"],
    tests: ["--project=JupyterLab", "--project=JupyterHub", "--grep=@matrix"],
  },
  "JupyterLab 4, JupyterHub 5": {
    packages: ["jupyterlab", "jupyterhub~=5.0"],
    tests: ["--project=JupyterHub", "--grep=@hub"],
  },
  "JupyterLab, JupyterHub and Notebook 7 as they are now": {
    packages: ["jupyterlab", "jupyterhub", "notebook"],
    tests: ["--grep=@matrix|Notebook 7"],
  },
  // These two in the tree's own environment: all that is asked of a hub, and what is slow of the rest.
  JupyterHub: { tests: ["--project=JupyterHub"] },
  "Hosts and tabs": { tests: ["--project=Hosts and tabs"] },
  Faults: { packages: ["jupyterlab"], tests: ["--project=Faults"] },
  JupyterLite: {
    // The site gets the languages that its builder has.
    packages: ["jupyterlab", "jupyterlab-language-pack-zh-CN", ...BUILDERS],
    tests: ["--project=JupyterLite"],
    system: WEB_SERVER,
  },
  Slurm: { packages: ["jupyterlab"], tests: ["--project=Slurm"], system: SLURM },
  Kerberos: {
    packages: ["jupyterlab", "dask-gateway[kerberos]", "dask-gateway-server[kerberos]"],
    pytest: ["tests/python/realm"],
    tests: ["--project=Kerberos"],
    system: KERBEROS,
  },
  // It reads a Jupyter server of the tree's own environment, and the page on a hub.
  Prometheus: { suite: monitoring, system: PROMETHEUS },
  // As repo2docker makes it.
  Binder: {
    async suite() {
      await makeImage();
      return ui({ tests: ["--project=Binder"] });
    },
  },
  // With neither a gateway nor Python.
  "Vite, webpack and MyST": { suite: makersOfPages },
};

async function matrix(_options, parts) {
  const isAsked = (name) => parts.length === 0 || parts.some((part) => name.includes(part));
  const rows = Object.entries(MATRIX).filter(([name]) => isAsked(name));
  if (rows.length === 0) throw new Failure(`None of ${Object.keys(MATRIX).join("; ")}.`);
  const system = Object.fromEntries(rows.map(([name, row]) => [name, row.system ?? {}]));
  await setup({ browser: true, system, apt: true, tests: true });
  await build();
  const wheel = await makeWheel();
  const suite = (name, row) => () => row.suite?.() ?? inEnvironment(name, row, wheel);
  return runSuites(Object.fromEntries(rows.map(([name, row]) => [name, suite(name, row)])));
}

/** An environment as the row wants it, and in it the browser's tests, Python's, or both. */
async function inEnvironment(name, row, wheel) {
  const { extras, lock, packages, pytest, tests } = row;
  if (packages === undefined) return ui({ tests });
  const { python, lacks } = row.python ? await interpreter(row.python) : {};
  if (lacks) return { passed: 0, failed: 0, skipped: 1, output: `${lacks}\n` };
  const venv = cache("matrix", name.replaceAll(/[^\w.]+/g, "-"));
  // The gateway is the hub's service, and comes from this environment, too.
  const group = pytest ? "test" : "gateway";
  await wheelEnvironment(venv, wheel, packages, { extras, group, lock, python });
  console.log(await versionsIn(venv));
  const counts = [];
  if (tests) counts.push(await ui({ tests, venv }));
  if (pytest) counts.push(await pythonIn(venv, pytest));
  return sum(counts);
}

/** What of Jupyter is there, on one line. */
async function versionsIn(venv) {
  const program = `import platform, importlib.metadata as m
names = ["jupyterlab", "jupyter_server", "notebook", "jupyterhub", "dask-gateway"]
found = {d.metadata["Name"].replace("-", "_"): d.version for d in m.distributions()}
told = [f"{name} {found[key]}" for name in names if (key := name.replace("-", "_")) in found]
print(", ".join([f"Python {platform.python_version()}", *told]))`;
  return (await quietly(`${venv}/bin/python`, ["-I", "-c", program])).stdout;
}

await main(import.meta.url, matrix, {
  names: `parts of names of rows: ${Object.keys(MATRIX).join("; ")}`,
});
