/** npm run check: the fast part of `npm test`, for after each change. */
import { main } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { quick } from "./suites.mjs";
import { runSuites } from "./test.mjs";

await main(import.meta.url, async () => {
  await setup();
  return runSuites(quick, { slow: false });
});
