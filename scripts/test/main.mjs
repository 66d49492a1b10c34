/**
 * npm test: sets up and runs every suite, or the ones named: `npm test -- python ui`. npm run check (`--quick`) is the
 * fast part of it, for after each change.
 */
import { chosen, main } from "../lib.mjs";
import { setup } from "../setup.mjs";
import { runSuites } from "./counting.mjs";
import { quick, suites } from "./suites.mjs";

await main(import.meta.url, async (args) => {
  if (args.includes("--quick")) {
    await setup({ browser: true }); // tests/view draws in it
    return runSuites(quick);
  }
  const names = chosen(args, suites, "suite");
  await setup({ browser: true, apt: true });
  const asked = Object.fromEntries(names.map((name) => [name, suites[name]]));
  return runSuites(asked, { beside: ["python", "differential"] });
});
