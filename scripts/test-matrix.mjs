/**
 * npm run test:matrix: the wheel in other versions of JupyterLab and JupyterHub, and in Notebook 7. In each, the
 * browser tests marked for it run; each has an environment of its own in .cache. An argument chooses by name:
 * `npm run test:matrix -- "Notebook 7"`.
 */
import { build } from "./build.mjs";
import { cache, Failure, main, run, seconds } from "./lib.mjs";
import { makeWheel } from "./package.mjs";
import { setup } from "./setup.mjs";
import { add, ui } from "./suites.mjs";
import { installWheel } from "./wheel-venv.mjs";

/** What each needs beside the wheel: the gateway is the hub's service, and comes from there. */
const GATEWAY = ["dask-gateway-server[local]", "bokeh", "ipykernel"];
const MATRIX = {
  "JupyterLab 4.2, JupyterHub 4.1": {
    packages: ["jupyterlab~=4.2.0", "jupyterhub~=4.1.0"],
    tests: ["--project=JupyterLab", "--grep=@matrix"],
  },
  "JupyterLab 4, JupyterHub 5": {
    packages: ["jupyterlab", "jupyterhub~=5.0"],
    tests: ["--project=JupyterLab", "--grep=@hub"],
  },
  "JupyterLab, JupyterHub and Notebook 7 as they are now": {
    packages: ["jupyterlab", "jupyterhub", "notebook"],
    tests: ["--grep=@matrix|Notebook 7"],
  },
};

await main(import.meta.url, async ([part = ""]) => {
  const chosen = Object.entries(MATRIX).filter(([name]) => name.includes(part));
  if (chosen.length === 0) throw new Failure(`None of ${Object.keys(MATRIX).join("; ")}.`);
  await setup({ browser: true });
  await build();
  const wheel = await makeWheel();
  let total = { passed: 0, failed: 0, skipped: 0 };
  const rows = [];
  for (const [name, { packages, tests }] of chosen) {
    console.log(`\n== ${name}`);
    const start = Date.now();
    const venv = cache("matrix", name.replaceAll(/[^\w.]+/g, "-"));
    let counts;
    try {
      await installWheel(venv, wheel, [...packages, ...GATEWAY]);
      const { stdout } = await run(`${venv}/bin/jupyter`, ["--version"], { capture: true });
      console.log(stdout.replaceAll(/^(?!.*(lab|notebook) ).*\n/gm, ""));
      counts = await ui({ tests, venv });
    } catch (error) {
      console.log(error.message);
      counts = { passed: 0, failed: 1, skipped: 0 };
    }
    total = add(total, counts);
    rows.push(`${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds(start)})`);
  }
  console.log(`\n${rows.join("\n")}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});
