/**
 * npm run test:matrix: the wheel in other versions of JupyterLab and JupyterHub, in Notebook 7, in a JupyterLite site, on gateways
 * in front of Slurm and with Kerberos tickets, and behind a proxy that makes faults; other hosts of the widget and the element, and
 * tabs that take over from each other; what repo2docker makes of the tree for Binder; and npm's package in what makes web pages of
 * it. In each, the browser tests marked for it run, and Python tests where it names some; most have an environment of their own in
 * .cache. All of it takes about 35 minutes on two processors; an argument chooses by name: `npm run test:matrix -- "Notebook 7"`.
 */
import { build } from "../build/main.mjs";
import { makeWheel } from "../build/package.mjs";
import { cache, Failure, main, quietly } from "../lib.mjs";
import { wheelEnvironment } from "../python.mjs";
import { setup } from "../setup.mjs";
import { makeImage } from "../stack/binder.mjs";
import { PACKAGES as KERBEROS } from "../stack/kerberos.mjs";
import { BUILDERS, PACKAGES as WEB_SERVER } from "../stack/lite.mjs";
import { PACKAGES as SLURM } from "../stack/slurm.mjs";
import { runSuites, sum } from "./counting.mjs";
import { makersOfPages, pythonIn, ui } from "./suites.mjs";

/** What each needs beside the wheel: the gateway is the hub's service, and comes from there. */
const GATEWAY = ["dask-gateway-server[local]", "bokeh", "ipykernel"];
const MATRIX = {
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
    packages: ["jupyterlab", ...BUILDERS],
    tests: ["--project=JupyterLite"],
    system: WEB_SERVER,
  },
  Slurm: { packages: ["jupyterlab"], tests: ["--project=Slurm"], system: SLURM },
  Kerberos: {
    packages: [
      ...["jupyterlab", "pytest", "pytest-jupyter[server]"],
      ...["dask-gateway[kerberos]", "dask-gateway-server[kerberos]"],
    ],
    python: "tests/python/realm",
    tests: ["--project=Kerberos"],
    system: KERBEROS,
  },
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
  const suite =
    (name, { packages, python, suite, tests }) =>
    async () => {
      if (suite) return suite();
      if (packages === undefined) return ui({ tests });
      const venv = cache("matrix", name.replaceAll(/[^\w.]+/g, "-"));
      await wheelEnvironment(venv, wheel, [...packages, ...GATEWAY]);
      const { stdout } = await quietly(`${venv}/bin/jupyter`, "--version");
      console.log(stdout.replaceAll(/^(?!.*(lab|notebook) ).*\n/gm, ""));
      const counts = [await ui({ tests, venv })];
      if (python) counts.push(await pythonIn(venv, python));
      return sum(counts);
    };
  return runSuites(Object.fromEntries(rows.map(([name, row]) => [name, suite(name, row)])));
}

await main(import.meta.url, matrix, {
  names: `parts of names of rows: ${Object.keys(MATRIX).join("; ")}`,
});
