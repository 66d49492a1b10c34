/**
 * npm test: sets up and runs every suite, or the ones named: `npm test -- python ui`. The first time takes about 40 minutes on two
 * processors, after that about 25. npm run check is the fast part of it, for after each change: about a minute.
 */
import { chosen, main } from "../lib.mjs";
import { setup } from "../setup.mjs";
import { runSuites } from "./counting.mjs";
import { LASTS, quick, suites } from "./suites.mjs";

async function test({ quick: isQuick }, names) {
  if (isQuick) {
    await setup({ browser: true }); // tests/view draws in it
    return runSuites(quick);
  }
  const asked = chosen(names, suites, "suite");
  await setup({ browser: true, apt: true, tests: true });
  return runSuites(Object.fromEntries(asked.map((name) => [name, suites[name]])), {
    lasts: LASTS,
    beside: ["python", "differential"],
  });
}

await main(import.meta.url, test, {
  options: { quick: { type: "boolean", about: "what npm run check runs" } },
  names: `suites to run: ${Object.keys(suites).join(", ")}`,
});
