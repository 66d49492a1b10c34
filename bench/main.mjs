/**
 * npm run bench: us beside the peers, in one run. Writes bench/results.json, bench/RESULTS.md and bench/plots/; exits with 1 when a
 * budget is missed, and names it. docs/benchmarks.md says how. Of a part of the measures, the others' figures stay as they were.
 */

import fs from "node:fs";
import { build } from "../scripts/build/main.mjs";
import { at, chosen, main, seconds } from "../scripts/lib.mjs";
import { setup } from "../scripts/setup.mjs";
import { BUDGETS } from "./budgets.mjs";
import { growths, judged } from "./framework/judge.mjs";
import { markdown } from "./framework/markdown.mjs";
import { draw } from "./framework/plots.mjs";
import { merged, read, rowsOf, write } from "./framework/results.mjs";
import { Rows } from "./framework/rows.mjs";
import { surroundings } from "./framework/surroundings.mjs";
import { MEASURES } from "./measures.mjs";
import { PLOTS } from "./plots.mjs";

const NAMES = Object.keys(MEASURES);

async function bench(values, asked) {
  const { only = [], quick = false, dry = false, again = false } = values;
  const names = again ? [] : chosen([...only, ...asked], MEASURES, "measure");
  let results = read();
  // As for who has installed it: Python keeps what it has compiled, ours and the peers'.
  delete process.env.PYTHONDONTWRITEBYTECODE;
  if (names.length > 0) {
    await setup({ browser: names.some((name) => MEASURES[name].browser) });
    if (!values["as-built"]) await build();
  }
  for (const name of names) {
    const start = Date.now();
    console.log(`\n== ${name}`);
    const rows = new Rows();
    await MEASURES[name].run({ rows, quick });
    const taken = { ran: new Date().toISOString().slice(0, 10), quick, ...(await surroundings()) };
    // After each, so that a run of an hour that breaks off is not lost.
    results = merged(results, { [name]: { ...taken, rows: rows.all } }, NAMES);
    if (!dry) write(results);
    console.log(`  (${seconds(start)})`);
  }
  return report(results, again ? NAMES : names, dry);
}

/** Writes what can be read, and returns the exit code of the measures that ran. */
function report(results, names, dry) {
  const rows = rowsOf(results);
  // A row that is missing of a measure that ran is a miss; of one that never ran there is nothing to say.
  const known = BUDGETS.filter(({ measure }) => measure in results.measures);
  const verdicts = known.map((budget) => judged(budget, rows));
  const grown = growths(rows);
  if (!dry) {
    const plots = draw(PLOTS, rows, grown);
    const about = Object.fromEntries(NAMES.map((name) => [name, MEASURES[name].about]));
    fs.writeFileSync(at("bench/RESULTS.md"), markdown(results, { about, plots, verdicts, grown }));
  }
  const ran = ({ measure }) => names.includes(measure);
  const missed = verdicts.filter((each) => ran(each) && !each.holds);
  const worse = grown.filter((each) => ran(each) && !each.holds);
  for (const { name, said } of missed) console.error(`\nBudget missed: ${name}: ${said}`);
  for (const { measure, what, exponent, limit } of worse) {
    const sentence = `grows with the size to the power of ${exponent.toFixed(2)}, n log n with ${limit.toFixed(2)}`;
    console.error(`\nWorse than n log n: ${measure}, ${what}: ${sentence}`);
  }
  return missed.length + worse.length > 0 ? 1 : 0;
}

await main(import.meta.url, bench, {
  names: `measures to run: ${NAMES.join(", ")}`,
  options: {
    only: { type: "string", multiple: true, about: "a measure to run, as a name does" },
    quick: { type: "boolean", about: "few samples, to try the benchmark itself" },
    dry: { type: "boolean", about: "prints the figures, writes no files" },
    "as-built": { type: "boolean", about: "takes what was built last" },
    again: { type: "boolean", about: "writes table and plots anew from bench/results.json" },
  },
});
