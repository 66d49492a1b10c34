/**
 * npm run test:differential -- [--cases N] [--seed N] [--server VERSION]: the module beside the real Python
 * packages. `npm test` runs it with 20,000 cases of each kind.
 *
 * With `--server` the options alone, beside that release of dask-gateway-server.
 */
import { parseArgs } from "node:util";
import { build } from "../build/main.mjs";
import { ask, Failure, main } from "../lib.mjs";
import { packageFolder } from "../python.mjs";
import { setup } from "../setup.mjs";
import { runSuites } from "./counting.mjs";
import { differential } from "./suites.mjs";

await main(import.meta.url, async (args) => {
  const text = { type: "string" };
  const { values } = parseArgs({ args, options: { cases: text, seed: text, server: text } });
  await setup();
  await build();
  const { cases, seed } = values;
  const server = values.server && (await release(values.server));
  return runSuites({ differential: () => differential({ cases, seed, server }) });
});

/** The folder of a release: its options need nothing else of another version. */
async function release(version) {
  const folder = await packageFolder("dask-gateway-server", version);
  const code =
    "import dask_gateway_server.options as o, dask_gateway_server as s; print(s.__version__)";
  const found = await ask("python", ["-c", code], { env: { PYTHONPATH: folder } });
  if (found !== version) throw new Failure(`Python imports dask-gateway-server ${found} instead.`);
  console.log(`  dask-gateway-server ${version}`);
  return folder;
}
