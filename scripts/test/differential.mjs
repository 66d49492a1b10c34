/**
 * npm run test:differential: the module beside the real Python packages. `npm test` runs it with 20,000 cases of each kind,
 * which takes 4 minutes on two processors.
 */
import { build } from "../build/main.mjs";
import { ask, Failure, main } from "../lib.mjs";
import { packageFolder } from "../python.mjs";
import { setup } from "../setup.mjs";
import { runSuites } from "./counting.mjs";
import { differential } from "./suites.mjs";

const OPTIONS = {
  cases: { type: "string", about: "how many of each kind" },
  seed: { type: "string", about: "of a run that is to be repeated" },
  server: {
    type: "string",
    about: "the options alone, beside this release of dask-gateway-server",
  },
};

async function differentialTests({ cases, seed, server: version }) {
  await setup();
  await build();
  const server = version && (await release(version));
  return runSuites({ differential: () => differential({ cases, seed, server }) });
}

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

await main(import.meta.url, differentialTests, { options: OPTIONS });
