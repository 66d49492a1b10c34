/**
 * npm test: sets up and runs every suite, or the ones named: `npm test -- python ui`. A suite that
 * fails does not keep the next from running. The last line counts the tests of all.
 */
import { Failure, main, seconds } from "./lib.mjs";
import { setup } from "./setup.mjs";
import { add, needsBuild, suites } from "./suites.mjs";

await main(import.meta.url, async (names) => {
  const unknown = names.filter((name) => !(name in suites));
  if (unknown.length > 0) {
    throw new Failure(`No suite ${unknown}. There are: ${Object.keys(suites).join(", ")}.`);
  }
  await setup({ browser: true });
  return runSuites(names.length > 0 ? names : Object.keys(suites));
});

/** Runs suites in turn and resolves to an exit code. */
export async function runSuites(names, options) {
  const rows = [];
  let total = { passed: 0, failed: 0, skipped: 0 };
  let built = true;
  for (const name of names) {
    if (!built && needsBuild.includes(name)) {
      rows.push(`${name.padEnd(10)} not run, for the build failed`);
      continue;
    }
    console.log(`\n== ${name}`);
    const start = Date.now();
    let counts;
    try {
      counts = await suites[name](options);
    } catch (error) {
      console.log(error instanceof Failure ? error.message : error);
      counts = { passed: 0, failed: 1, skipped: 0 };
    }
    if (name === "build") built = counts.failed === 0;
    total = add(total, counts);
    const { passed, failed, skipped } = counts;
    const more = skipped > 0 ? `, ${skipped} skipped` : "";
    rows.push(`${name.padEnd(10)} ${passed} passed, ${failed} failed${more} (${seconds(start)})`);
  }
  console.log(`\n${rows.join("\n")}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}
