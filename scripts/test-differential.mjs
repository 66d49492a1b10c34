/**
 * npm run test:differential -- [--cases N] [--seed N] [--server VERSION]: the module beside the real Python
 * packages. `npm test` runs it with 20,000 cases of each kind.
 *
 * With `--server` the options alone, beside that release of dask-gateway-server.
 */
import fs from "node:fs";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { ask, at, cache, Failure, main, run } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { differential } from "./suites.mjs";

await main(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: "string" },
      seed: { type: "string" },
      server: { type: "string" },
    },
  });
  await setup();
  await build();
  const { cases, seed } = values;
  const server = values.server && (await release(values.server));
  const { passed, failed } = await differential({ cases, seed, server });
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});

/** The folder of a release, which stands before the one in .venv: its options need nothing else of another version. */
async function release(version) {
  const folder = cache("servers", version);
  const python = at(".venv/bin/python");
  if (!fs.existsSync(folder)) {
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
    const what = `dask-gateway-server==${version}`;
    await run(python, [...pip, "--target", folder, what], { capture: true });
  }
  const found = await ask(
    python,
    [
      "-c",
      "import dask_gateway_server.options as o, dask_gateway_server as s; print(s.__version__)",
    ],
    { env: { PYTHONPATH: folder } },
  );
  if (found !== version) throw new Failure(`Python imports dask-gateway-server ${found} instead.`);
  console.log(`  dask-gateway-server ${version}`);
  return folder;
}
