/** npm run check: the fast part of `npm test`, for after each change. */
import { main } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { quick } from "./suites.mjs";
import { runSuites } from "./test.mjs";

await main(import.meta.url, async () => {
  await setup({ browser: true }); // tests/view draws in it
  return runSuites(quick, { slow: false });
});
