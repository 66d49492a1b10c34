/**
 * npm run test:differential -- [--cases N] [--seed N]: the module beside the real Python packages. `npm test`
 * runs it with 20,000 cases of each kind.
 */
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { main } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { differential } from "./suites.mjs";

await main(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args,
    options: { cases: { type: "string" }, seed: { type: "string" } },
  });
  await setup();
  await build();
  const { passed, failed } = await differential(values);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});
